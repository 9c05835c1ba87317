"""How right the answers are, by labelled questions. Pure: it opens no file and reads no clock."""
