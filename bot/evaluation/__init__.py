"""How right the answers are, by labelled questions, and thresholds that fit. It opens no file and reads no clock."""
