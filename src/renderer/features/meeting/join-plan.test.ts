import { describe, expect, it } from 'vitest';
import { joined } from '../../gallery/fixtures-meeting.ts';
import { domainOf, joinPlan } from './join-plan.ts';

describe('what joining will do', () => {
  it('[I1] asks the own company first and says that a guest join may follow', () => {
    const plan = joinPlan({ ...joined.link, ownCompany: false }, 'contoso.com');
    expect(plan.way).toBe('ask');
    expect(plan.words).toContain('contoso.com first');
    expect(plan.words).toContain('tailspintoys.com');
    expect(plan.words).toContain('as a guest');
  });

  it('joins a meeting of the own company under the own name', () => {
    const plan = joinPlan({ ...joined.link, ownCompany: true }, 'tailspintoys.com');
    expect(plan.way).toBe('own');
    expect(plan.words).toContain('your own name');
  });

  it('[A2] goes straight to the organizer as a guest when nobody is signed in', () => {
    expect(joinPlan({ ...joined.link, ownCompany: false }, undefined)).toMatchObject({ way: 'guest' });
    expect(joinPlan({ form: 'https', host: 'meet.contoso.com' }, undefined).words).toContain('meet.contoso.com');
    expect(joinPlan(undefined, undefined).way).toBe('guest');
  });

  it('says no more than it knows of a web link', () => {
    expect(joinPlan({ form: 'https', host: 'meet.x' }, 'contoso.com')).toMatchObject({ way: 'ask' });
  });

  it.each([
    ['karen@Contoso.COM', 'contoso.com'],
    ['a@b@c', 'c'],
    ['nobody', undefined],
    [undefined, undefined],
  ])('the domain of %s is %s', (address, domain) => expect(domainOf(address)).toBe(domain));
});
