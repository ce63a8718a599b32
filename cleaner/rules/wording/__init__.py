"""Terms and names as the user's glossary spells them."""
