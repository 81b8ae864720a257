"""What customers are found by beside their texts: exact keys, made from the other tables."""
