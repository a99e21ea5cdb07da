import { z } from 'zod';

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const pattern = new RegExp(`^(?:${label}\\.)+(?!\\d+$)${label}$`, 'i');

/** A host or domain name of at least two labels; no address, no port, no other text. RFC 1123 2.1 */
export const hostName = z.string().max(253).regex(pattern);
