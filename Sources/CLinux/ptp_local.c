/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxPTP.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct clinux_local {
    int fd;
    struct sockaddr_un address, peer;
    socklen_t peer_length;
    /* The file that was made. */
    dev_t device;
    ino_t inode;
};

/* A socket's file that nobody listens at any more. Anything else is left alone. */
static int is_stale(const struct sockaddr_un *address) {
    struct stat status;
    if (lstat(address->sun_path, &status) || !S_ISSOCK(status.st_mode)) return 0;
    int probe = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return 0;
    int refused = connect(probe, (const struct sockaddr *)address, sizeof *address) && errno == ECONNREFUSED;
    close(probe);
    return refused;
}

static int bind_file(int fd, const struct sockaddr_un *address, uint32_t mode) {
    /* Before, so that it is never more open than wanted; afterwards, so that umask takes nothing away. */
    if (fchmod(fd, mode)) return -errno;
    int failed = bind(fd, (const struct sockaddr *)address, sizeof *address);
    if (failed && errno == EADDRINUSE && is_stale(address) && !unlink(address->sun_path))
        failed = bind(fd, (const struct sockaddr *)address, sizeof *address);
    if (failed) return -errno;
    return chmod(address->sun_path, mode) ? -errno : 0;
}

static int prepare(clinux_local *local, const char *path, uint32_t mode) {
    local->address.sun_family = AF_UNIX;
    if (!*path || strlen(path) >= sizeof local->address.sun_path) return -ENAMETOOLONG;
    strcpy(local->address.sun_path, path);
    local->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (local->fd < 0) return -errno;
    int fault = bind_file(local->fd, &local->address, mode);
    if (fault) return fault;
    struct stat status;
    if (stat(path, &status)) return -errno;
    local->device = status.st_dev;
    local->inode = status.st_ino;
    return 0;
}

clinux_local *clinux_local_open(const char *path, uint32_t mode, int *fault) {
    clinux_local *local = calloc(1, sizeof *local);
    *fault = local ? 0 : -ENOMEM;
    if (!local) return NULL;
    local->fd = -1;
    *fault = prepare(local, path, mode);
    if (!*fault) return local;
    if (local->fd >= 0) close(local->fd);
    free(local);
    return NULL;
}

void clinux_local_close(clinux_local *local) {
    struct stat status;
    const char *path = local->address.sun_path;
    if (!lstat(path, &status) && status.st_dev == local->device && status.st_ino == local->inode) unlink(path);
    close(local->fd);
    free(local);
}

int clinux_local_descriptor(const clinux_local *local) { return local->fd; }

int clinux_local_receive(clinux_local *local, uint8_t *octets, size_t room) {
    local->peer_length = sizeof local->peer;
    ssize_t count =
        recvfrom(local->fd, octets, room, MSG_DONTWAIT, (struct sockaddr *)&local->peer, &local->peer_length);
    return count < 0 ? -errno : (int)count;
}

int clinux_local_answer(const clinux_local *local, const uint8_t *octets, size_t count) {
    /* Who has no name cannot be answered. */
    if (local->peer_length <= sizeof local->peer.sun_family) return -EDESTADDRREQ;
    ssize_t sent = sendto(
        local->fd, octets, count, MSG_DONTWAIT | MSG_NOSIGNAL, (const struct sockaddr *)&local->peer, local->peer_length);
    return sent < 0 ? -errno : 0;
}
