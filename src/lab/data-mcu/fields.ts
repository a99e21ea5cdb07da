/** Fields of what clients send, each within its bound; undefined for anything else. docs/protocol/content.md */
import { isObject, type JsonObject } from './frames.ts';

const ID = /^[A-Za-z0-9._~-]{1,64}$/;

/** Text without blanks around it, from one character on. */
export function textIn(object: JsonObject, name: string, longest: number): string | undefined {
  const value = object[name];
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text.length >= 1 && text.length <= longest ? text : undefined;
}

export function idIn(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' && ID.test(value) ? value : undefined;
}

/** A whole number between two bounds, both included. */
export function wholeIn(object: JsonObject, name: string, least: number, most: number): number | undefined {
  return whole(object[name], least, most);
}

export function switchIn(object: JsonObject, name: string): boolean | undefined {
  const value = object[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** One of the words. */
export function wordIn<T extends string>(object: JsonObject, name: string, words: readonly T[]): T | undefined {
  return words.find((word) => word === object[name]);
}

export function textsIn(object: JsonObject, name: string, most: number, longest: number): string[] | undefined {
  const value = object[name];
  if (!Array.isArray(value) || value.length > most) return undefined;
  const texts = value.map((_, index) => textIn({ each: value[index] }, 'each', longest));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** The only JSON object of that name. */
export function objectIn(object: JsonObject, name: string): JsonObject | undefined {
  const value = object[name];
  return isObject(value) ? value : undefined;
}

/** A list of whole numbers. */
export function wholesIn(object: JsonObject, name: string, mostEntries: number, most: number): number[] | undefined {
  const value: unknown = object[name];
  if (!Array.isArray(value) || value.length > mostEntries) return undefined;
  const numbers = value.map((each: unknown) => whole(each, 0, most));
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}

function whole(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}
