/** The default routes as the Linux kernel lists them. Elsewhere there is no such list and the system binds by itself. */

export interface DefaultRoute {
  readonly interfaceName: string;
  /** Lower is better. */
  readonly metric: number;
}

const maxLines = 5000;
const upFlag = 0x1;

/** Reads /proc/net/route: columns Iface Destination Gateway Flags RefCnt Use Metric Mask, numbers in hex but the metric. */
export function readRoutes4(text: string): DefaultRoute[] {
  return rows(text).flatMap((columns) => {
    const [name, destination, , flags, , , metric, mask] = columns;
    const isDefault = destination === '00000000' && mask === '00000000';
    const isUp = (Number.parseInt(flags ?? '0', 16) & upFlag) !== 0;
    return name && isDefault && isUp ? [{ interfaceName: name, metric: Number(metric) || 0 }] : [];
  });
}

/** Reads /proc/net/ipv6_route: destination, prefix length, ..., metric (sixth), flags (ninth), interface (last), all in hex. */
export function readRoutes6(text: string): DefaultRoute[] {
  return rows(text).flatMap((columns) => {
    const [destination = '', length, , , , metric = '0', , , flags = '0', name] = columns;
    const isDefault = /^0+$/.test(destination) && length === '00';
    const isUp = (Number.parseInt(flags, 16) & upFlag) !== 0;
    return name && name !== 'lo' && isDefault && isUp
      ? [{ interfaceName: name, metric: Number.parseInt(metric, 16) || 0 }]
      : [];
  });
}

function rows(text: string): string[][] {
  return text
    .split('\n', maxLines)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns.length >= 8);
}
