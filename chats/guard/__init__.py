"""What the platform forbids and the law demands: rules that watch both sides of a chat."""
