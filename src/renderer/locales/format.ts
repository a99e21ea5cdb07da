/** Times and lengths as people read them. */
import * as english from './en/times.ts';
import { inLanguage, languageTag } from './language.ts';

/** A name inside a sentence, so that one written from right to left does not turn the sentence round. Unicode UAX #9, 2.4 */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** `Server: sip.contoso.com`; in French a blank stands before the colon. */
export function labelled(label: string, value: string): string {
  return inLanguage('times', english).labelTexts.labelled(label, value);
}

/** `640 ms`, `1.8 s`. */
export function milliseconds(value: number): string {
  if (value < 1000) return `${Math.round(value)} ms`;
  return `${oneDecimal(value / 1000)} s`;
}

/** `4.2`, in German and French `4,2`. */
export function oneDecimal(value: number): string {
  return value.toLocaleString(languageTag(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping: false,
  });
}

/** `0:07`, `12:30`, `1:02:03`. */
export function elapsed(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** Wall clock as date and time to the second. */
export function exactTime(at: number): string {
  return new Date(at).toLocaleString(languageTag(), { dateStyle: 'medium', timeStyle: 'medium' });
}

/** Wall clock as date and time to the minute. */
export function dateAndTime(at: number): string {
  return new Date(at).toLocaleString(languageTag(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** Wall clock as people say it: `10:32`. */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString(languageTag(), { hour: '2-digit', minute: '2-digit' });
}

/** Wall clock as a time to the millisecond, for traces. */
export function traceTime(at: number): string {
  const date = new Date(at);
  const part = (value: number, width: number) => String(value).padStart(width, '0');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((value) => part(value, 2)).join(':');
  return `${clock}.${part(date.getMilliseconds(), 3)}`;
}

/** `just now`, `4 minutes ago`, `2 hours ago`, then the exact time. */
export function ago(at: number, now: number): string {
  // Asked for each time: the words of a language import this file before that language is spoken.
  const { agoTexts } = inLanguage('times', english);
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return agoTexts.now;
  if (minutes < 60) return agoTexts.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return agoTexts.hours(hours);
  return exactTime(at);
}

/** The day as people say it: `Monday, 30 March`, with the year when it is another. */
export function dayWords(at: number): string {
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return date.toLocaleDateString(languageTag(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}

/** The day in a list, where room is scarce: `Mon, 30 Mar`, with the year when it is another. */
export function shortDayWords(at: number): string {
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return date.toLocaleDateString(languageTag(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}

/** `10:00 – 10:30`, which no line tears apart. */
export function clockRange(from: number, to: number): string {
  return `${clockTime(from)}\u00a0–\u00a0${clockTime(to)}`;
}

/** When something ends, as seen from a moment: the time alone on the same day, which midnight belongs to. */
export function endTime(at: number, from: number): string {
  return isOneDay(from, at) ? clockTime(at) : dateAndTime(at);
}

/** `10:00 – 10:30`, with the days where it goes on into another one. */
export function timeSpan(from: number, to: number): string {
  const words = isOneDay(from, to) ? clockTime : dateAndTime;
  return `${words(from)} – ${words(to)}`;
}

function isOneDay(from: number, to: number): boolean {
  return new Date(Math.max(from, to - 1)).toDateString() === new Date(from).toDateString();
}

/** As short as it can be told apart: the time today, else the day. */
export function shortTime(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? clockTime(at) : new Date(at).toLocaleDateString(languageTag(), { day: 'numeric', month: 'short' });
}
