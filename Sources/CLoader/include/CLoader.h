// Opens libraries that a program can do without, when they are first needed.
#ifndef CLoader_h
#define CLoader_h

#include <stdbool.h>

/// The longest path of a library that is opened, in bytes, with the zero at its end.
#define CLOADER_LONGEST_PATH 1024

/// Whether the program can load libraries: one that is wholly static cannot.
bool cloader_is_there(void);

/// The handle of a library, for `dlsym`, by its file's name such as `libpng16.so.16`; NULL where it is not there, or
/// where the program cannot load any.
///
/// For this file only the system's own folders are looked into, and only what is root's alone to change is taken: not the
/// folder that the program is in, nor the working folder, nor any that `LD_LIBRARY_PATH` names. What lies there may be
/// anybody's. What the library itself needs the dynamic linker finds as it finds all that a program is linked with, and
/// so in those that `LD_LIBRARY_PATH` names first: whoever sets that variable has the program anyway.
void *cloader_open(const char *name);

/// Whether a folder, named from the root, holds a library that root alone can change; then also its path, links
/// followed. The folder itself, the library and the folder that it is really in must belong to root, and be writable
/// by nobody else.
bool cloader_find(const char *folder, const char *name, char file[CLOADER_LONGEST_PATH]);

#endif
