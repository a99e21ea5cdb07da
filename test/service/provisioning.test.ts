/** The server's settings from the lab to what the window shows and forbids. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { configurationReport, configurationText } from '../../src/shared/model/configuration-report.ts';
import { type Feature, missingOffers, reasonAgainst } from '../../src/shared/model/policy.ts';
import { type ProvisioningState, sectionIds } from '../../src/shared/model/provisioning.ts';
import { serverFacts } from '../../src/shared/model/server-facts.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const KAREN = 'karen@contoso.com';
const DOMAIN = 'contoso.com';
const kiosk = readFileSync(fileURLToPath(new URL('../fixtures/provisioning/kiosk.xml', import.meta.url)), 'utf8');

let scene: LabClient;
beforeAll(async () => {
  scene = await startLabClient();
  expect((await scene.signIn(KAREN)).ok).toBe(true);
});
beforeEach(async () => {
  scene.lab.setSettings(DOMAIN, { document: null, switches: null, damage: null, keepsSubscription: true });
  await scene.client.people.refreshSettings();
  await ready();
});
afterAll(() => scene.stop());

const ready = () =>
  until((provisioning) => provisioning.state === 'ready' && sectionIn(provisioning, 'other').length > 0);

async function until(fits: (provisioning: ProvisioningState) => boolean): Promise<Snapshot> {
  return scene.until(({ provisioning }) => fits(provisioning));
}

function sectionIn({ sections }: ProvisioningState, id: string) {
  return sections.find((section) => section.id === id)?.entries ?? [];
}

const labels = (provisioning: ProvisioningState, id: string) =>
  sectionIn(provisioning, id).map(({ key, value }) => `${key}=${value}`);

describe('the settings that the server sends', () => {
  it('[F27] fill all thirteen sections, and keep what nobody knows', async () => {
    const { provisioning } = await ready();
    expect(provisioning.sections.map(({ id }) => id)).toEqual(sectionIds);
    for (const id of sectionIds) expect(sectionIn(provisioning, id).length, id).toBeGreaterThan(0);
    expect(labels(provisioning, 'other')).toEqual(['HologramCalls=true', 'HologramPalette=cyan']);
    expect(sectionIn(provisioning, 'server').find(({ key }) => key === 'labOnlyServerSetting')).toEqual({
      group: 'ServerConfiguration',
      key: 'labOnlyServerSetting',
      value: 'kept & shown',
      known: false,
    });
    const unknown = provisioning.sections.flatMap(({ entries }) => entries).filter(({ known }) => !known);
    expect(unknown.map(({ key }) => key).sort()).toEqual(['HologramCalls', 'HologramPalette', 'labOnlyServerSetting']);
    expect(provisioning.problems).toEqual([]);
  });

  it('[F12] name the media ports', async () => {
    expect(serverFacts((await ready()).provisioning).mediaPorts).toEqual({
      isBinding: true,
      all: { from: 50_000, to: 50_059 },
      audio: { from: 50_000, to: 50_019 },
      video: { from: 50_020, to: 50_039 },
      sharing: { from: 50_040, to: 50_049 },
      fileTransfer: { from: 50_050, to: 50_059 },
    });
  });

  it('[F16] name public providers and what federation allows', async () => {
    const { publicProviders, federation } = serverFacts((await ready()).provisioning);
    expect(publicProviders).toMatchObject([
      { name: 'Skype', domain: 'skypeids.net', routingDomain: 'msn.com' },
      { name: 'Messenger' },
    ]);
    expect(federation).toEqual({ partners: true, publicProviders: true });
  });

  it('[F23] name direct number, extension and the mailbox', async () => {
    const { own } = serverFacts((await ready()).provisioning);
    expect(own).toMatchObject({
      voicemailUri: 'sip:karen@contoso.com;opaque=app:voicemail',
      umAddress: 'EUM:karen@contoso.com;phone-context=UM.contoso.com',
    });
    expect(own.ddi).toMatch(/^\+44178520\d{4}$/);
    expect(own.ddi?.endsWith(own.extension ?? 'none')).toBe(true);
  });

  it('[F14] are asked for side by side with the dial plan and the contacts', async () => {
    const other = await startLabClient({ lab: scene.lab });
    scene.lab.setDialPlan(DOMAIN, { delayMs: 60_000 });
    try {
      await other.signIn('jeremy@contoso.com', scene.passwordOf('jeremy@contoso.com'));
      const { dialPlan } = await other.until(
        ({ provisioning, contacts }) => provisioning.state === 'ready' && contacts.state === 'ready',
      );
      expect(dialPlan.state).toBe('loading');
    } finally {
      scene.lab.setDialPlan(DOMAIN, { delayMs: 0 });
      await other.stop();
    }
  });

  it('change at once while the server keeps the subscription', async () => {
    scene.lab.setSettings(DOMAIN, {
      switches: [
        { group: 'ServerConfiguration', key: 'organization', value: 'Contoso & Sons' },
        { group: 'brandNew', key: 'Key', value: 'new' },
      ],
    });
    const { provisioning } = await until((each) => serverFacts(each).organisation === 'Contoso & Sons');
    expect(labels(provisioning, 'other')).toContain('Key=new');
  });

  it('are asked for again by hand where the server ends the subscription with its first answer', async () => {
    scene.lab.setSettings(DOMAIN, { keepsSubscription: false });
    expect((await scene.client.people.refreshSettings()).ok).toBe(true);
    scene.lab.setSettings(DOMAIN, {
      switches: [{ group: 'ServerConfiguration', key: 'organization', value: 'Later' }],
    });
    expect(serverFacts(scene.client.state.get().provisioning).organisation).toBe('Contoso');
    expect((await scene.client.people.refreshSettings()).ok).toBe(true);
    expect(serverFacts(scene.client.state.get().provisioning).organisation).toBe('Later');
  });
});

describe('what a policy forbids', () => {
  it('is named by rule and key, whatever their case, from a file a tester can edit', async () => {
    scene.lab.setSettings(DOMAIN, { document: kiosk });
    const snapshot = await until((each) => serverFacts(each).organisation === 'Contoso kiosk');
    expect(reasonAgainst(snapshot, 'file-transfer')).toEqual({
      policy: 'meetingPolicy',
      key: 'EnableP2PFileTransfer',
      value: 'false',
    });
    const forbidden: Feature[] = [
      'html-im',
      'save-im',
      'meetings-anonymous',
      'desktop-sharing',
      'call-forwarding',
      'team-call',
    ];
    for (const feature of [...forbidden, 'photo', 'voicemail', 'privacy-relationships'] as const) {
      expect(reasonAgainst(snapshot, feature), feature).toBeDefined();
    }
    for (const feature of ['im', 'audio', 'video', 'sharing', 'transfer', 'personal-note'] as const) {
      expect(reasonAgainst(snapshot, feature), feature).toBeUndefined();
    }
    expect(serverFacts(snapshot.provisioning).mediaPorts).toEqual({
      isBinding: false,
      audio: { from: 49_152, to: 49_200 },
    });
  });

  it('is nothing where the server has not spoken, and nothing by default', async () => {
    const snapshot = await ready();
    for (const feature of ['file-transfer', 'video', 'voicemail', 'photo', 'call-forwarding'] as const) {
      expect(reasonAgainst(snapshot, feature)).toBeUndefined();
    }
  });

  it('says what the server offers and Offhook does not have', async () => {
    expect(missingOffers(await ready()).map(({ id }) => id)).toEqual(['persistent-chat', 'call-via-work']);
    scene.lab.setSettings(DOMAIN, {
      switches: [{ group: 'persistentChatConfiguration', key: 'EnablePersistentChat', value: 'false' }],
    });
    const snapshot = await until((each) => missingOffers({ provisioning: each }).length === 1);
    expect(missingOffers(snapshot)).toMatchObject([
      { id: 'call-via-work', reason: { policy: 'callViaWorkConfiguration', key: 'EnableCallViaWork', value: 'true' } },
    ]);
  });
});

describe('garbage in the settings', () => {
  it('[F27] costs one group where one group is broken', async () => {
    scene.lab.setSettings(DOMAIN, { damage: 'one-group' });
    const { provisioning } = await until(({ problems }) => problems.length > 0);
    expect(provisioning.problems).toEqual(['meetingPolicy: not-well-formed']);
    expect(sectionIn(provisioning, 'conferencing')).toEqual([]);
    expect(serverFacts(provisioning)).toMatchObject({ organisation: 'Contoso', mediaPorts: { isBinding: true } });
    expect(serverFacts(provisioning).publicProviders).toHaveLength(2);
  });

  it.each(['not-xml', 'other-document', 'doctype'] as const)('%s keeps what was known before', async (damage) => {
    scene.lab.setSettings(DOMAIN, { damage });
    const { provisioning } = await until(({ state }) => state === 'failed');
    expect(provisioning.failure?.code).toBe('PROVISIONING_UNREADABLE');
    expect(serverFacts(provisioning).organisation).toBe('Contoso');
    expect(scene.client.state.get().account.kind).toBe('registered');
    scene.lab.setSettings(DOMAIN, { damage: null });
    expect((await until(({ state }) => state === 'ready')).provisioning.failure).toBeUndefined();
  });

  it('5,000 settings in one group are cut and the cut is said', async () => {
    scene.lab.setSettings(DOMAIN, { damage: 'endless' });
    const { provisioning } = await until(({ problems }) => problems.length > 0);
    expect(provisioning.problems).toEqual(['endless: more than 500 settings, the rest is passed over']);
    expect(sectionIn(provisioning, 'other').length).toBeLessThanOrEqual(502);
  });
});

describe('[F18] Configuration Information', () => {
  it('tells what Microsoft’s own window tells, each with its state', async () => {
    await scene.until(({ dialPlan }) => dialPlan.state === 'active');
    const rows = new Map(configurationReport(await ready(), '/logs').map((row) => [row.name, row]));
    expect(rows.get('DG URL Internal')?.value).toMatch(
      /^https:\/\/pool01\.contoso\.com.*\/groupexpansion\/service\.svc$/,
    );
    expect(rows.get('GAL Status')).toMatchObject({ value: 'WebSearchOnly', status: 'Searched on the server' });
    expect(rows.get('Inside User Status')?.value).toBe('FALSE');
    expect(rows.get('PC to PC AV Encryption')?.value).toBe('SupportEncryption');
    expect(rows.get('Location Profile')).toMatchObject({ value: 'UK_dial_plan', status: 'Active, 5 rules' });
    expect(rows.get('Audio ports')).toMatchObject({ value: '50000–50019', status: 'Must be used' });
    expect(rows.get('Focus Factory')?.value).toBe('sip:karen@contoso.com;gruu;opaque=app:conf:focusfactory');
    expect(rows.get('Authentication Mechanism')?.value).toBe('TLS-DSK');
    expect(rows.get('Local Log Folder')?.value).toBe('/logs');
    expect(rows.get('EWS URL Internal')).toMatchObject({ value: '', status: 'Not set' });
  });

  it('copies as text, every setting included', async () => {
    const text = configurationText(await ready());
    expect(text).toContain('PC to PC AV Encryption\tSupportEncryption');
    expect(text).toContain('[call-via-work]\ncallViaWorkConfiguration/EnableCallViaWork = true');
    expect(text).toContain('groupOfTheFuture/HologramCalls = true  (not known to Offhook)');
  });
});

it('forgets another account’s settings', async () => {
  await ready();
  await scene.client.signOut();
  expect((await scene.client.people.refreshSettings()).ok).toBe(false);
  expect((await scene.signIn(KAREN)).ok).toBe(true);
  await ready();
});
