import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import {
  type LabFaultLayer,
  type LabPlannedFault,
  labFaultKinds,
  labFaultLayers,
} from '../../../shared/model/lab-page.ts';
import { labFaultTexts as texts } from '../../locales/lab.ts';
import { companiesIn } from './companies.ts';
import { useSwitchboard } from './use-switchboard.ts';

const methods = ['REGISTER', 'INVITE', 'SUBSCRIBE', 'MESSAGE', 'SERVICE', 'INFO', 'BYE'];
const records = ['_sipfederationtls._tcp', '_sip._tls', '_sipinternaltls._tcp'];

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalM,
  },
  last: { gridColumn: '1 / -1' },
  // No wider than its column, however long the name of a server or record is.
  choice: { minWidth: 0, width: '100%' },
});

/** One fault to put on the line: what, where, and when. */
export function FaultForm(props: { readonly onAdd: (fault: LabPlannedFault) => void }) {
  const styles = useStyles();
  const [layer, setLayer] = useState<LabFaultLayer>('sip');
  const [kind, setKind] = useState<string>();
  const [place, setPlace] = useState<string>();
  const [method, setMethod] = useState('');
  const [seconds, setSeconds] = useState('5');
  const [lasting, setLasting] = useState('');
  const [isTold, setTold] = useState(false);
  const places = usePlaces(layer);
  const kinds: Readonly<Record<string, string>> = texts.kinds[layer];
  const atMs = readSeconds(seconds);
  const forMs = lasting.trim() === '' ? undefined : readSeconds(lasting);
  const isLastingBad = lasting.trim() !== '' && forMs === undefined;

  function add(event: FormEvent): void {
    event.preventDefault();
    setTold(true);
    if (atMs === undefined || isLastingBad) return;
    const chosen = {
      layer,
      kind: kind ?? Object.keys(labFaultKinds[layer])[0] ?? '',
      place: place ?? places[0] ?? '',
      atMs,
    };
    setTold(false);
    props.onAdd({
      ...chosen,
      ...(method === '' ? {} : { afterMethod: method }),
      ...(forMs === undefined ? {} : { forMs }),
    });
  }
  const problemOf = (isBad: boolean) =>
    isTold && isBad ? ({ validationState: 'error', validationMessage: texts.notSeconds } as const) : {};

  return (
    <form className={styles.form} onSubmit={add}>
      <Choice
        label={texts.layer}
        value={layer}
        choices={labFaultLayers.map((each) => [each, texts.layers[each]])}
        onChoose={(wish) => {
          const found = labFaultLayers.find((each) => each === wish);
          if (!found) return;
          setLayer(found);
          setKind(undefined);
          setPlace(undefined);
        }}
      />
      <Choice
        label={texts.kind}
        value={kind ?? Object.keys(kinds)[0] ?? ''}
        choices={Object.entries(kinds)}
        onChoose={setKind}
      />
      {places.length > 0 && (
        <Choice
          label={layer === 'dns' ? texts.record : texts.server}
          value={place ?? places[0] ?? ''}
          choices={places.map((each) => [each, each])}
          onChoose={setPlace}
        />
      )}
      <Choice
        label={texts.afterMethod}
        value={method}
        choices={[['', texts.start], ...methods.map((each) => [each, texts.request(each)] as const)]}
        onChoose={setMethod}
      />
      <Field label={texts.seconds} {...problemOf(atMs === undefined)}>
        <Input inputMode="decimal" value={seconds} onChange={(_, data) => setSeconds(data.value)} />
      </Field>
      <Field label={texts.forSeconds} {...problemOf(isLastingBad)}>
        <Input inputMode="decimal" value={lasting} onChange={(_, data) => setLasting(data.value)} />
      </Field>
      <div className={styles.last}>
        <Button type="submit">{texts.put}</Button>
      </div>
    </form>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
}) {
  const styles = useStyles();
  return (
    <Field label={props.label} className={styles.choice}>
      <Select className={styles.choice} value={props.value} onChange={(_, data) => props.onChoose(data.value)}>
        {props.choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Where a fault of the layer can be: servers that show certificates, records of the companies, nowhere for packets. */
function usePlaces(layer: LabFaultLayer): readonly string[] {
  const { board } = useSwitchboard();
  if (!board || layer === 'media') return [];
  if (layer === 'dns') return companiesIn(board).flatMap((company) => records.map((record) => `${record}.${company}`));
  const ofServers = board.facts.find(({ scope }) => scope === 'server')?.id;
  return board.states.filter(({ id }) => id === ofServers).map(({ target }) => target);
}

/** Milliseconds of what was typed; undefined for what is no time up to an hour. */
function readSeconds(text: string): number | undefined {
  const typed = text.trim().replace(',', '.');
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(typed) || Number(typed) > 3600) return undefined;
  return Math.round(Number(typed) * 1000);
}
