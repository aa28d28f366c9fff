"""How secrets are kept. A leaf: `cryptography`, the standard library and our errors, no more."""
