/*
 * What the parts of sipe-drive share.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef SIPE_DRIVE_H
#define SIPE_DRIVE_H

#include <glib.h>

/* prints an event with its keys and values, each a string; ends with NULL, and a pair without a value is left out */
void ev(const char *name, ...) G_GNUC_NULL_TERMINATED;

/* says a tone of so many hertz, 20 dB below full scale, in every call, and writes what is heard in the newest one into the file */
void media_init(double hertz, const char *file);

/* "accept", "decline", "hangup", "hold", "resume", "mute", "unmute" for the newest call; FALSE without one, or for another word */
gboolean media_command(const char *word);

/* presses it in the newest call; FALSE where that cannot be */
gboolean media_digit(char digit);

/* lets no datagram out but to this address */
void media_wall(const char *address);

#endif
