"""Understanding short Chinese and English sentences: moves with evidence, objection search. Pure."""
