// SPDX-License-Identifier: GPL-2.0
/*
 * The wiring of Gnomon's board in QEMU: line 0 of the chip labelled "gnomon" is a pulse per second, seen as /dev/ppsN.
 *
 * A real board says this in its device tree. On x86 it takes software nodes and a platform device. The chip itself
 * (gpio-sim) is made later, by init; pps-gpio defers its probe until then. A lookup table would not do: its nameless
 * line would serve as pps-gpio's echo line too.
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

static const struct software_node pulse_node = { .name = "gnomon-pulse", .properties = pulse_properties };

static const struct software_node *nodes[] = { &chip_node, &pulse_node, NULL };

static int __init gnomon_board_init(void)
{
	struct platform_device_info pulse = { .name = "pps-gpio", .id = PLATFORM_DEVID_NONE };
	int error = software_node_register_node_group(nodes);

	if (error)
		return error;
	pulse.fwnode = software_node_fwnode(&pulse_node);
	return PTR_ERR_OR_ZERO(platform_device_register_full(&pulse));
}
device_initcall(gnomon_board_init);
