"""What was asked: a row per question, written durably before its reply is sent."""
