"""What the annotations say: agreement, counts, concordance, networks. Pure functions over model values."""
