package family
