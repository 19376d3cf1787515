// Opens libraries that a program can do without, when they are first needed.
#ifndef CLoader_h
#define CLoader_h

#include <stdbool.h>

/// Whether the program can load libraries: one that is wholly static cannot.
bool cloader_is_there(void);

/// The handle of a library, for `dlsym`, by its file's name such as `libpng16.so.16`; NULL where it is not there, or
/// where the program cannot load any.
void *cloader_open(const char *name);

#endif
