import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialAddress, splitExtension } from './address.ts';

const to = (number: string, extension?: string) =>
  dialAddress({ number, extension, domain: 'contoso.com', context: 'My plan' });

describe('the address of a number', () => {
  it('is E.164 where the number is, without a context', () => {
    expect(to('+441785123456', '12')).toEqual({
      sip: 'sip:+441785123456;ext=12@contoso.com;user=phone',
      tel: 'tel:+441785123456;ext=12',
      extension: '12',
    });
    expect(to('+44;ext=7', '12')?.extension).toBe('7');
  });

  it('[G9] leaves other numbers to the translation of the plan', () => {
    expect(to('*1#')).toEqual({
      sip: 'sip:*1%23;phone-context=My%20plan@contoso.com;user=phone',
      tel: 'tel:*1%23;phone-context=My%20plan',
      phoneContext: 'My plan',
    });
  });

  it('[G10] is none for anything but a number', () => {
    for (const number of [
      '',
      '+',
      'abc',
      '1@evil.example',
      '1;user=ip',
      '1 2',
      '1\r\nVia: x',
      '+1;ext=',
      '1'.repeat(65),
    ]) {
      expect(to(number), JSON.stringify(number)).toBeUndefined();
    }
  });

  it('never names another place, whatever a rule or a plan says', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^\+?[0-9*#a-z]{1,20}(;ext=\d{1,5})?$/)),
        fc.string({ unit: 'binary' }),
        (number, context) => {
          const address = dialAddress({ number, domain: 'contoso.com', context });
          if (address) expect(address.sip).toMatch(/^sip:[^@<>\s"]+@contoso\.com;user=phone$/);
        },
      ),
    );
  });
});

it('takes an extension off what stands in directories', () => {
  expect(splitExtension('tel:+441785123456;ext=78')).toEqual({ number: '+441785123456', extension: '78' });
  expect(splitExtension('1234')).toEqual({ number: '1234' });
});
