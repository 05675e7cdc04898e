#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Exchanges two names of a file system at once; not 0: it cannot. Swift does not see renameat2 of Linux, nor macros with casts. */
static inline long exchange_names(const char *one, const char *other) {
    return syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 2u /* RENAME_EXCHANGE */);
}
