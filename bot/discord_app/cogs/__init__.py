"""What members and moderators can do on Discord, by area."""
