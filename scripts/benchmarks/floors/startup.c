/// What a process costs that is linked to the same native libraries and does nothing.
int main(void) { return 0; }
