"""What the platform forbids and the law demands, watched on both sides of a chat."""
