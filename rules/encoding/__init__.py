"""Text that went through the wrong encoding, and characters nobody sees."""
