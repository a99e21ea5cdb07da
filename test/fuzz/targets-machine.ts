/** Readers of what the machine, certificates and commands tell, with sound inputs to damage. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readDefaults, readNodes } from '../../src/main/devices/pulse-nodes.ts';
import { readRoutes4, readRoutes6, routesTo } from '../../src/main/net/routes.ts';
import { readAuthorities } from '../../src/main/trust/company-authorities.ts';
import { revocationOf } from '../../src/main/trust/ocsp.ts';
import { fieldsIn } from '../../src/main/trust/x509.ts';
import { goodByIssuer, goodByResponder, issuer, leaf, madeAt, revokedByResponder } from '../fixtures/ocsp/northwind.ts';
import { type FuzzTarget, jsonTarget, textTarget } from './fuzz.ts';

const bytesOf = (base64: string) => Buffer.from(base64, 'base64');
const pem = (base64: string) => `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
const authority = new X509Certificate(bytesOf(issuer));
const server = new X509Certificate(bytesOf(leaf));

const nodes = [
  '[{"name":"alsa_input.usb","description":"Headset","mute":false,"volume":{"front-left":{"value_percent":"74%"}},"monitor_source":"","properties":{"device.form_factor":"headset"}}]',
  '{"default_sink_name":"alsa_output.usb","default_source_name":"alsa_input.usb"}',
];
const routes4 = [
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\neth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n',
];
const routes6 = [
  'fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0\n00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000064 00000001 00000000 00000003     eth0\n',
];

export const machineTargets: readonly FuzzTarget[] = [
  jsonTarget('sound-devices', nodes, (text) => {
    for (const kind of ['speaker', 'microphone'] as const) {
      for (const { id, volumePercent = 0 } of readNodes(text, kind) ?? []) {
        assert.ok(!id.startsWith('-') && volumePercent >= 0 && volumePercent <= 100);
      }
    }
    readDefaults(text);
  }),
  textTarget('routes', [...routes4, ...routes6], (text) => {
    for (const address of ['192.168.1.7', 'fe80::1'])
      routesTo([...readRoutes4(text), ...readRoutes6(text)].slice(0, 64), address);
  }),
  textTarget('authorities-file', [pem(issuer), pem(leaf) + pem(issuer)], (text) => {
    assert.ok(readAuthorities(Buffer.from(text, 'latin1')).length <= 20);
  }),
  {
    name: 'certificate',
    corpus: [bytesOf(issuer), bytesOf(leaf)],
    run(input) {
      fieldsIn(Buffer.from(input));
      assert.ok(readAuthorities(Buffer.from(input)).length <= 1);
    },
  },
  {
    name: 'stapled-response',
    corpus: [goodByIssuer, goodByResponder, revokedByResponder].map(bytesOf),
    run(input) {
      revocationOf({ response: Buffer.from(input), leaf: server, issuer: authority, wall: madeAt });
    },
  },
];
