// SPDX-License-Identifier: GPL-2.0
/*
 * The wiring of Gnomon's board in QEMU: line 0 of the chip labelled "gnomon" is a pulse per second, seen as /dev/ppsN,
 * and line 6 leads to the pin of a hardware clock (gnomon-clock.c).
 *
 * A real board says this in its device tree. On x86 it takes software nodes and platform devices. The chip itself
 * (gpio-sim) is made later, by init; their drivers defer their probes until then. A lookup table would not do: its
 * nameless line would serve as pps-gpio's echo line too.
 */
#include <linux/gpio/machine.h>
#include <linux/gpio/property.h>
#include <linux/init.h>
#include <linux/platform_device.h>
#include <linux/property.h>

static const struct software_node chip_node = { .name = "gnomon" };

static const struct property_entry pulse_properties[] = {
	PROPERTY_ENTRY_GPIO("gpios", &chip_node, 0, GPIO_ACTIVE_HIGH),
	{ }
};

static const struct property_entry clock_properties[] = {
	PROPERTY_ENTRY_GPIO("pin-gpios", &chip_node, 6, GPIO_ACTIVE_HIGH),
	{ }
};

static const struct software_node pulse_node = { .name = "gnomon-pulse", .properties = pulse_properties };
static const struct software_node clock_node = { .name = "gnomon-clock", .properties = clock_properties };

static const struct software_node *nodes[] = { &chip_node, &pulse_node, &clock_node, NULL };

static int __init add_device(const char *driver, const struct software_node *node)
{
	struct platform_device_info device = { .name = driver, .id = PLATFORM_DEVID_NONE };

	device.fwnode = software_node_fwnode(node);
	return PTR_ERR_OR_ZERO(platform_device_register_full(&device));
}

static int __init gnomon_board_init(void)
{
	int error = software_node_register_node_group(nodes);

	if (!error)
		error = add_device("pps-gpio", &pulse_node);
	if (!error)
		error = add_device("gnomon-clock", &clock_node);
	return error;
}
device_initcall(gnomon_board_init);
