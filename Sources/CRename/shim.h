#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* renameat2 of Linux, which Swift does not see, nor macros with casts. Both return -1 and set errno where they fail. */

/* Exchanges two names of a file system at once. */
static inline long exchange_names(const char *one, const char *other) {
    return syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 2u /* RENAME_EXCHANGE */);
}

/* Renames only where nothing is at the new name. */
static inline long rename_to_new(const char *path, const char *new_path) {
    return syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, new_path, 1u /* RENAME_NOREPLACE */);
}
