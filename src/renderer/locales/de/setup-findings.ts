/** One German wording per finding of "Test my setup": what was found, and what to do. A code without words does not compile. */
import type { SetupFindingCode } from '../../../shared/model/setup-check.ts';

type Data = Readonly<Record<string, string>>;
interface Words {
  readonly sentence: (data: Data) => string;
  readonly next: (data: Data) => string;
}

function say(sentence: Words['sentence'] | string, next: Words['next'] | string = ''): Words {
  return {
    sentence: typeof sentence === 'string' ? () => sentence : sentence,
    next: typeof next === 'string' ? () => next : next,
  };
}

const of = (data: Data, name: string) => data[name] ?? '';

const runAgain = 'Führen Sie den Test erneut aus';

export const findingTexts: Record<Exclude<SetupFindingCode, 'failed'>, Words> = {
  'needs-earlier-step': say('Ein früherer Schritt kam nicht weit genug.', `Beheben Sie diesen zuerst. ${runAgain}.`),
  cancelled: say('Der Test wurde abgebrochen, bevor das feststand.', `${runAgain}.`),
  'out-of-time': say(
    'Das hat zu lange gedauert und wurde aufgegeben.',
    `${runAgain}; wenn das so bleibt, senden Sie den Bericht an Ihre Administratoren.`,
  ),
  'devices-ready': say(
    (data) =>
      `Offhook verwendet ${of(data, 'microphone')} und ${of(data, 'speaker')}, für Bilder ${of(data, 'camera')}.`,
  ),
  'devices-no-camera': say(
    (data) =>
      `Offhook verwendet ${of(data, 'microphone')} und ${of(data, 'speaker')}; es gibt keine Kamera, Anrufe funktionieren ohne.`,
  ),
  'devices-no-microphone': say(
    'Es gibt kein Mikrofon.',
    'Schließen Sie eines oder ein Headset an, um in Anrufen gehört zu werden.',
  ),
  'devices-no-speaker': say(
    'Es gibt keinen Lautsprecher oder Kopfhörer.',
    'Schließen Sie einen oder ein Headset an, um Anrufe zu hören.',
  ),
  'devices-none': say(
    'Es gibt weder Mikrofon noch Lautsprecher.',
    'Schließen Sie zum Sprechen ein Headset an; Chat und Besprechungen ohne Ton funktionieren schon jetzt.',
  ),
  'devices-unknown': say(
    'Welche Geräte es gibt, lässt sich hier nicht feststellen.',
    'Sehen Sie unter „Einstellungen“, „Audio und Video“ nach.',
  ),
  'network-chosen': say((data) => `Verbindungen gehen über ${of(data, 'name')} (${of(data, 'address')}).`),
  'network-by-system': say(
    (data) => `Das System wählt zwischen ${of(data, 'names')}.`,
    'Wählt es falsch, bevorzugen Sie eine unter „Einstellungen“, „Netzwerk und Zertifikate“.',
  ),
  'network-lab': say('Das eingebaute Labor läuft auf diesem Computer, daher ist kein anderes Netzwerk nötig.'),
  'names-found': say((data) => `${of(data, 'domain')} nennt ihren Server: ${of(data, 'server')}.`),
  'names-manual': say(
    (data) => `Die Server wurden von Hand eingegeben: ${of(data, 'servers')}. Es wurde kein Name der Domäne abgefragt.`,
  ),
  'names-hosts-only': say(
    (data) =>
      `${of(data, 'domain')} veröffentlicht keinen Diensteintrag; der Server wurde unter seinem üblichen Namen gefunden, ${of(data, 'server')}.`,
    (data) =>
      `Die Anmeldung funktioniert. Ein Eintrag _sip._tls.${of(data, 'domain')} würde sie schneller und sicherer machen.`,
  ),
  'names-web-only': say(
    (data) => `Veröffentlicht ist nur ${of(data, 'host')}; den Server erfährt dort nur, wer sich ausweist.`,
    'Was danach kommt, zeigt erst eine Anmeldung. Mit einem Eintrag _sip._tls fänden alle den Server.',
  ),
  'names-itself': say(
    (data) =>
      `${of(data, 'domain')} nennt keinen Server, daher wird nur versucht, was unter der Adresse der Domäne selbst steht.`,
    'Wenn das nicht Ihr Server ist, geben Sie ihn unter „Servereinstellungen“ ein.',
  ),
  'names-partly': say(
    (data) => `${of(data, 'server')} ist verwendbar, ${of(data, 'host')}, daneben veröffentlicht, aber nicht.`,
    'Die Anmeldung funktioniert, solange der gute Server läuft. Die Details zeigen, was mit dem anderen nicht stimmt.',
  ),
  'reach-all': say(
    (data) => `Alle verwendeten Server nehmen Verbindungen an: ${of(data, 'hosts')}, ${of(data, 'ms')} ms entfernt.`,
  ),
  'reach-some': say(
    (data) => `Verbindungen nimmt an: ${of(data, 'hosts')}; nicht aber: ${of(data, 'lost')}.`,
    'Die Anmeldung funktioniert, mit weniger Reserve.',
  ),
  'certificate-good': say(
    (data) => `${of(data, 'host')} weist sich aus, mit ${of(data, 'protocol')} und ${certificates(of(data, 'count'))}.`,
  ),
  'certificate-some': say(
    (data) => `${of(data, 'host')} weist sich aus, ${of(data, 'bad')} aber nicht.`,
    'Die Anmeldung funktioniert nur, wenn sie an den guten Server gerät. Die Details zeigen, was mit dem anderen nicht stimmt.',
  ),
  'certificate-none': say(
    'Der Server wird ohne Verschlüsselung erreicht.',
    'Unterwegs kann jeder mitlesen. Ihr Unternehmen sollte TLS anbieten.',
  ),
  'server-ready': say(
    (data) => `${named(data)} antwortet in ${of(data, 'ms')} ms und akzeptiert ${of(data, 'known')}.`,
  ),
  'server-open': say(
    (data) => `${named(data)} verlangt von niemandem ein Kennwort (${of(data, 'status')}).`,
    'Die Anmeldung funktioniert. Der Betreiber des Servers sollte wissen, dass jeder hineinkommt.',
  ),
  'server-refuses': say(
    (data) =>
      `${named(data)} schickt diese Adresse anderswohin, bevor gefragt wird, wer da ist (${of(data, 'status')}).`,
    'Versuchen Sie, sich anzumelden: Wohin es führt, zeigt sich erst dann.',
  ),
  'server-no-known-scheme': say(
    (data) =>
      `${named(data)} bietet kein Anmeldeverfahren, das Offhook kennt: ${of(data, 'schemes') || 'Es wird keines genannt'}.`,
    'Der Server sollte TLS-DSK, NTLM oder Digest anbieten.',
  ),
  'web-ready': say((data) => `${of(data, 'host')} und die Besprechungsseiten unter ${of(data, 'page')} antworten.`),
  'web-no-page': say(
    (data) => `${of(data, 'host')} antwortet, aber ${of(data, 'page')} gibt es nicht.`,
    'Wenn die Besprechungslinks Ihres Unternehmens mit einem anderen Namen beginnen, ist alles in Ordnung.',
  ),
  'web-no-lyncdiscover': say(
    (data) =>
      `Die Besprechungsseiten unter ${of(data, 'page')} antworten, aber lyncdiscover.${of(data, 'domain')} ist nicht veröffentlicht.`,
    'Die Anmeldung am Desktop funktioniert ohne. Telefone und manche Funktionen brauchen es.',
  ),
  'web-none': say(
    (data) => `${of(data, 'domain')} veröffentlicht keine Webdienste unter den üblichen Namen.`,
    'Ein einfacher SIP-Server hat keine. Bei Skype for Business Server fehlen vielleicht Besprechungsseiten und Adressbuch.',
  ),
  'partners-published': say((data) => `Unternehmen, die nach Partnern suchen, finden ${of(data, 'domain')}.`),
  'partners-unpublished': say(
    (data) => `_sipfederationtls._tcp.${of(data, 'domain')} ist nicht veröffentlicht.`,
    'Personen anderer Unternehmen erreichen Sie nur, wenn deren Unternehmen Ihres von Hand einträgt. Anmelden können Sie sich trotzdem.',
  ),
  'partners-unknown': say(
    (data) => `Der Namenserver hat nicht gesagt, wie andere Unternehmen ${of(data, 'domain')} finden.`,
    `${runAgain}, oder versuchen Sie ein anderes Netzwerk.`,
  ),
  'partner-ready': say(
    (data) => `Sie können Besprechungen von ${of(data, 'domain')} als Gast erreichen, über ${of(data, 'server')}.`,
    'Ob Gäste hineinkommen, entscheidet sich dort beim Beitritt.',
  ),
  'partner-unlisted': say(
    (data) =>
      `Sie können Besprechungen von ${of(data, 'domain')} als Gast erreichen, aber es gibt keinen Eintrag _sipfederationtls._tcp.`,
    'Der Beitritt als Gast funktioniert. Um mit den Personen dort zu chatten, muss Ihr Unternehmen das andere von Hand eintragen.',
  ),
  'partner-not-asked': say(
    'Nach keinem anderen Unternehmen wurde gefragt.',
    'Geben Sie oben seine Domäne oder einen Besprechungslink ein, um es zu prüfen.',
  ),
  'media-local': say(
    (data) => `Die Ports ${of(data, 'first')} bis ${of(data, 'last')} sind auf diesem Computer verwendbar.`,
    'Ob Ton aus diesem Netzwerk hinauskommt, zeigt sich erst nach der Anmeldung: Nur dann nennt der Server sein Relay.',
  ),
  'media-outside': say(
    (data) =>
      `Ton und Bild können dieses Netzwerk verlassen: ${of(data, 'server')} sieht diesen Computer als ${of(data, 'seenAs')}.`,
  ),
  'media-silent': say(
    (data) => `${of(data, 'server')} antwortet nicht über UDP.`,
    'Anrufe haben vielleicht keinen Ton oder nehmen einen längeren Weg. UDP zu diesem Server sollte durchgelassen werden.',
  ),
  'media-blocked': say(
    'Ein UDP-Paket kam nicht einmal innerhalb dieses Computers an.',
    'Ein Sicherheitsprogramm auf diesem Computer hindert Offhook an UDP: Lassen Sie es dort zu.',
  ),
  'media-few-ports': say(
    (data) => `Von ${of(data, 'tried')} geprüften Ports sind nur ${of(data, 'free')} frei.`,
    `Schließen Sie andere Programme für Anrufe. ${runAgain}.`,
  ),
  'media-no-ports': say(
    (data) => `Keiner der Ports ${of(data, 'first')} bis ${of(data, 'last')} ist verwendbar.`,
    `Ein anderes Programm oder ein Sicherheitsprogramm hält sie: Schließen Sie es, oder lassen Sie Offhook zu. ${runAgain}.`,
  ),
};

function certificates(count: string): string {
  return count === '1' ? 'einem Zertifikat' : `${count} Zertifikaten`;
}

function named(data: Data): string {
  const software = of(data, 'software');
  return software === '' ? of(data, 'server') : `${of(data, 'server')} (${software})`;
}
