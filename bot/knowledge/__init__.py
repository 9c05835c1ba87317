"""Files -> knowledge base: reading, checking with file and line, and the live holder that swaps it."""
