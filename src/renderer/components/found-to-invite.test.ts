import { describe, expect, it } from 'vitest';
import type { DirectoryPerson } from '../../shared/model/directory.ts';
import { contacts } from '../gallery/fixtures.ts';
import { foundToInvite } from './found-to-invite.ts';

const listed = (name: string, uri?: string): DirectoryPerson => ({
  kind: 'person',
  name,
  phones: [],
  hasPhoto: false,
  ...(uri ? { uri } : {}),
});

describe('whom a typed text may mean', () => {
  it('is a contact, then whom the directory knows, each once', () => {
    const directory = [
      listed('Garth Fort (directory)', 'sip:garth@tailspintoys.com'),
      listed('Garth Brooks', 'sip:brooks@contoso.com'),
      listed('Garth without SIP'),
      { ...listed('Garth group', 'sip:group@contoso.com'), kind: 'group' as const },
    ];
    expect(foundToInvite(' garth ', contacts, directory)).toEqual([
      { uri: 'sip:garth@tailspintoys.com', name: 'Garth Fort' },
      { uri: 'sip:brooks@contoso.com', name: 'Garth Brooks' },
    ]);
  });

  it('is a whole address too, and nobody for nothing or for half an address', () => {
    expect(foundToInvite('sip:New@Fabrikam.com', [], [])).toEqual([
      { uri: 'sip:new@fabrikam.com', name: 'new@fabrikam.com' },
    ]);
    expect(foundToInvite('new@', [], [])).toEqual([]);
    expect(foundToInvite('  ', contacts, [])).toEqual([]);
  });

  it('is twenty people at most', () => {
    const many = Array.from({ length: 100 }, (_, index) => listed(`P ${index}`, `sip:p${index}@contoso.com`));
    expect(foundToInvite('p', [], many)).toHaveLength(20);
  });
});
