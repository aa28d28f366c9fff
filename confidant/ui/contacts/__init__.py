"""My card, the people I know, the words that prove who they are, and the names I keep back."""
