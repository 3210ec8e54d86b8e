// SPDX-License-Identifier: Apache-2.0
// QEMU's network cards (igb, an 82576) stamp PTP's messages on arrival, but not quite as the real card, so that the kernel's
// driver gets one stamp and then no more (hw/net/igb_core.c, QEMU 8 to 10):
//   - over Ethernet only, and only messages whose first octet is what TSYNCRXCFG has in its second: the driver writes 0,
//     which is Sync. The appliance's card is to stamp Delay_Req;
//   - a stamp is held, and no other made, until RXSATRH is read. The real card lets go when RXSTMPH is, which is what the
//     driver reads.
// This does for both cards what is missing, through their registers.
#define _GNU_SOURCE
#include "laboratory.h"

#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

// Offsets of the registers (82576 Datasheet, 8.2.3), and what is in them.
enum { TSYNCRXCTL = 0xB620, RXSATRH = 0xB630, TSYNCRXCFG = 0x5F50, REGISTERS = 0x20000 };
enum { HELD = 1, SYNC = 0x0000, DELAY_REQ = 0x0100 };
// A stamp that has been held for two rounds has been fetched by the driver.
enum { ROUND_US = 3000, ROUNDS = 2 };

struct card {
    volatile uint32_t *registers;
    uint32_t stamped;
    int held;
};

static bool open_card(struct card *card, const char *interface, uint32_t stamped) {
    char path[64];
    snprintf(path, sizeof path, "/sys/class/net/%s/device/resource0", interface);
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) return false;
    void *memory = mmap(NULL, REGISTERS, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    card->registers = memory;
    card->stamped = stamped;
    return memory != MAP_FAILED;
}

static void look_after(struct card *card) {
    volatile uint32_t *registers = card->registers;
    // The driver writes it anew whenever stamps are asked for.
    if (registers[TSYNCRXCFG / 4] != card->stamped) registers[TSYNCRXCFG / 4] = card->stamped;
    card->held = registers[TSYNCRXCTL / 4] & HELD ? card->held + 1 : 0;
    if (card->held <= ROUNDS) return;
    (void)registers[RXSATRH / 4];
    card->held = 0;
}

void *card_thread(void *laboratory) {
    (void)laboratory;
    struct card appliance = {0}, client = {0};
    if (!open_card(&appliance, "eth0", DELAY_REQ) || !open_card(&client, "eth1", SYNC)) {
        perror("laboratory: a card's registers");
        return NULL;
    }
    for (;;) {
        look_after(&appliance);
        look_after(&client);
        usleep(ROUND_US);
    }
}
