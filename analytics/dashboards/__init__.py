"""Pages of numbers, pictures first. A page is data (`blocks`), which one view shows, or gives as a file."""
