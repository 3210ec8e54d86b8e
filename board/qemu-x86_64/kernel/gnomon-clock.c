// SPDX-License-Identifier: GPL-2.0
/*
 * A hardware clock with one pin that stamps rising edges, as a network card for time servers has: /dev/ptpN.
 *
 * It counts CLOCK_MONOTONIC_RAW at a rate that can be changed, so it is an oscillator of its own that nobody else
 * steers. The edge's interrupt is emulated; where a card would latch its counter, this one is read by its handler.
 */
#include <linux/gpio/consumer.h>
#include <linux/interrupt.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/ptp_clock_kernel.h>
#include <linux/spinlock.h>

struct gnomon_clock {
	struct ptp_clock_info info;
	struct ptp_pin_desc pin;
	struct ptp_clock *ptp;
	spinlock_t lock;	/* guards what follows */
	u64 raw;		/* when it was last set or changed its rate */
	s64 shown;		/* what it showed then, ns */
	s64 rate;		/* added to its rate: 2^-16 ppm */
	bool stamps;
};

static struct gnomon_clock *of(struct ptp_clock_info *info)
{
	return container_of(info, struct gnomon_clock, info);
}

/* Under the lock. */
static s64 reading(const struct gnomon_clock *clock, u64 raw)
{
	u64 elapsed = raw - clock->raw;
	u64 more = mul_u64_u64_div_u64(elapsed, abs(clock->rate), 65536000000ULL);

	return clock->shown + elapsed + (clock->rate < 0 ? -(s64)more : (s64)more);
}

/* Under the lock: goes on from now. */
static void rebase(struct gnomon_clock *clock, s64 step)
{
	u64 raw = ktime_get_raw_ns();

	clock->shown = reading(clock, raw) + step;
	clock->raw = raw;
}

static int adjust_rate(struct ptp_clock_info *info, long scaled_ppm)
{
	struct gnomon_clock *clock = of(info);
	unsigned long flags;

	spin_lock_irqsave(&clock->lock, flags);
	rebase(clock, 0);
	clock->rate = scaled_ppm;
	spin_unlock_irqrestore(&clock->lock, flags);
	return 0;
}

static int adjust_time(struct ptp_clock_info *info, s64 step)
{
	struct gnomon_clock *clock = of(info);
	unsigned long flags;

	spin_lock_irqsave(&clock->lock, flags);
	rebase(clock, step);
	spin_unlock_irqrestore(&clock->lock, flags);
	return 0;
}

static int read_time(struct ptp_clock_info *info, struct timespec64 *time, struct ptp_system_timestamp *beside)
{
	struct gnomon_clock *clock = of(info);
	unsigned long flags;
	s64 shown;

	spin_lock_irqsave(&clock->lock, flags);
	ptp_read_system_prets(beside);
	shown = reading(clock, ktime_get_raw_ns());
	ptp_read_system_postts(beside);
	spin_unlock_irqrestore(&clock->lock, flags);
	*time = ns_to_timespec64(shown);
	return 0;
}

static int set_time(struct ptp_clock_info *info, const struct timespec64 *time)
{
	struct gnomon_clock *clock = of(info);
	unsigned long flags;

	spin_lock_irqsave(&clock->lock, flags);
	clock->raw = ktime_get_raw_ns();
	clock->shown = timespec64_to_ns(time);
	spin_unlock_irqrestore(&clock->lock, flags);
	return 0;
}

/* Stamps are given only while the pin was told to be for them, as by a card. */
static int enable(struct ptp_clock_info *info, struct ptp_clock_request *request, int on)
{
	struct gnomon_clock *clock = of(info);
	unsigned int allowed = PTP_ENABLE_FEATURE | PTP_RISING_EDGE | PTP_STRICT_FLAGS;

	if (request->type != PTP_CLK_REQ_EXTTS || request->extts.index != 0)
		return -EOPNOTSUPP;
	if (request->extts.flags & ~allowed)
		return -EOPNOTSUPP;
	if (on && ptp_find_pin(clock->ptp, PTP_PF_EXTTS, 0) < 0)
		return -EBUSY;
	WRITE_ONCE(clock->stamps, on);
	return 0;
}

static int verify(struct ptp_clock_info *info, unsigned int pin, enum ptp_pin_function function, unsigned int channel)
{
	bool can = function == PTP_PF_NONE || function == PTP_PF_EXTTS;

	return pin == 0 && channel == 0 && can ? 0 : -EOPNOTSUPP;
}

static irqreturn_t rising(int irq, void *data)
{
	struct gnomon_clock *clock = data;
	struct ptp_clock_event event = { .type = PTP_CLOCK_EXTTS, .index = 0 };

	if (!READ_ONCE(clock->stamps))
		return IRQ_HANDLED;
	spin_lock(&clock->lock);
	event.timestamp = reading(clock, ktime_get_raw_ns());
	spin_unlock(&clock->lock);
	ptp_clock_event(clock->ptp, &event);
	return IRQ_HANDLED;
}

static int gnomon_clock_probe(struct platform_device *device)
{
	struct gnomon_clock *clock = devm_kzalloc(&device->dev, sizeof(*clock), GFP_KERNEL);
	struct gpio_desc *line = devm_gpiod_get(&device->dev, "pin", GPIOD_IN);
	int irq;

	if (!clock)
		return -ENOMEM;
	if (IS_ERR(line))
		return PTR_ERR(line);
	irq = gpiod_to_irq(line);
	if (irq < 0)
		return irq;
	spin_lock_init(&clock->lock);
	clock->raw = ktime_get_raw_ns();
	strscpy(clock->pin.name, "line6", sizeof(clock->pin.name));
	clock->info = (struct ptp_clock_info) {
		.owner = THIS_MODULE, .name = "gnomon", .max_adj = 1000000, .n_ext_ts = 1, .n_pins = 1,
		.pin_config = &clock->pin, .adjfine = adjust_rate, .adjtime = adjust_time, .gettimex64 = read_time,
		.settime64 = set_time, .enable = enable, .verify = verify,
	};
	clock->ptp = ptp_clock_register(&clock->info, &device->dev);
	if (IS_ERR_OR_NULL(clock->ptp))
		return clock->ptp ? PTR_ERR(clock->ptp) : -EOPNOTSUPP;
	return devm_request_irq(&device->dev, irq, rising, IRQF_TRIGGER_RISING, "gnomon-clock", clock);
}

static struct platform_driver gnomon_clock_driver = {
	.driver = { .name = "gnomon-clock", .suppress_bind_attrs = true },
	.probe = gnomon_clock_probe,
};
builtin_platform_driver(gnomon_clock_driver);
