"""What decides an answer: pure functions over a frozen knowledge base."""
