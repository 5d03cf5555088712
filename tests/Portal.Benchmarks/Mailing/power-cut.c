// Preloaded into a process (LD_PRELOAD), it keeps of each SQLite file that the process writes a copy of what the disk was told to hold
// (fsync, fdatasync), in the folder SYNCED. When the process is killed, that copy is what a power cut would have left at the least.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_FILES = 16 };

struct range { off_t from, to; };
struct file { char path[PATH_MAX]; struct range *ranges; size_t count, room; };

static struct file files[MAX_FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static const char *synced;

__attribute__((constructor)) static void prepare(void)
{
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    synced = getenv("SYNCED");
}

// The path of a database or of its write-ahead log; false for everything else.
static int path_of(int fd, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = synced ? readlink(link, path, PATH_MAX - 1) : -1;
    if (length < 4)
        return 0;
    path[length] = 0;
    return !strcmp(path + length - 3, ".db") || !strcmp(path + length - 4, "-wal");
}

static struct file *file_of(const char *path)
{
    for (int i = 0; i < MAX_FILES; i++) {
        if (!files[i].path[0])
            strcpy(files[i].path, path);
        if (!strcmp(files[i].path, path))
            return &files[i];
    }
    abort();
}

static void dirty(struct file *file, off_t from, off_t to)
{
    if (file->count > 0 && file->ranges[file->count - 1].to == from) {
        file->ranges[file->count - 1].to = to;
        return;
    }
    if (file->count == file->room) {
        file->room = file->room ? file->room * 2 : 64;
        file->ranges = realloc(file->ranges, file->room * sizeof *file->ranges);
        if (!file->ranges)
            abort();
    }
    file->ranges[file->count++] = (struct range){ from, to };
}

// What was written since the last time goes into the copy, which gets the length that the file has. The file is read by the descriptor
// at hand: to close another one would end the locks that SQLite holds on it.
static void keep(int fd, struct file *file)
{
    char copy[PATH_MAX * 2], block[65536];
    struct stat now;
    snprintf(copy, sizeof copy, "%s/%s", synced, strrchr(file->path, '/') + 1);
    int to = open(copy, O_WRONLY | O_CREAT, 0600);
    if (to < 0 || fstat(fd, &now))
        abort();
    for (size_t i = 0; i < file->count; i++) {
        for (off_t at = file->ranges[i].from; at < file->ranges[i].to;) {
            size_t want = (size_t)(file->ranges[i].to - at) < sizeof block ? (size_t)(file->ranges[i].to - at) : sizeof block;
            ssize_t got = pread(fd, block, want, at);
            if (got <= 0)
                break;
            if (real_pwrite(to, block, got, at) != got)
                abort();
            at += got;
        }
    }
    file->count = 0;
    if (real_ftruncate(to, now.st_size))
        abort();
    close(to);
}

static int sync_by(int (*real)(int), int fd)
{
    char path[PATH_MAX];
    int done = real(fd);
    if (done == 0 && path_of(fd, path)) {
        pthread_mutex_lock(&lock);
        keep(fd, file_of(path));
        pthread_mutex_unlock(&lock);
    }
    return done;
}

static ssize_t write_at(int fd, const void *data, size_t length, off_t at)
{
    char path[PATH_MAX];
    if (!path_of(fd, path))
        return real_pwrite(fd, data, length, at);
    pthread_mutex_lock(&lock);
    ssize_t done = real_pwrite(fd, data, length, at);
    if (done > 0)
        dirty(file_of(path), at, at + done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int fd, const void *data, size_t length)
{
    char path[PATH_MAX];
    if (!path_of(fd, path))
        return real_write(fd, data, length);
    pthread_mutex_lock(&lock);
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = real_write(fd, data, length);
    if (done > 0)
        dirty(file_of(path), at, at + done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return write_at(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off_t at) { return write_at(fd, data, length, at); }
int fsync(int fd) { return sync_by(real_fsync, fd); }
int fdatasync(int fd) { return sync_by(real_fdatasync, fd); }
