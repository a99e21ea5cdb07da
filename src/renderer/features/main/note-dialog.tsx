import { Button, Field, Input, Link, makeStyles, Select, Text, Textarea, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { longestNote, type OwnNote } from '../../../shared/model/presence.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { keyed } from '../../components/keyed.ts';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { failureOf } from '../../ipc/client.ts';
import { dateAndTime } from '../../locales/format.ts';
import { mainTexts as texts } from '../../locales/main.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { noteEnd, type Until, untils } from './note-end.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  earlier: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXXS },
});

/** The own note, for how long it holds, and where one is; earlier notes can be taken up again. */
export function NoteDialog(props: { readonly onClose: () => void }) {
  const styles = useStyles();
  const { client, now } = useServices();
  const own = useSlice((snapshot) => snapshot.ownPresence);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const forbidden = reasonAgainst({ provisioning }, 'personal-note');
  const [note, setNote] = useState(own.note);
  const [location, setLocation] = useState(own.location);
  // A note that ends keeps its end, unless another one is chosen.
  const firstUntil = own.noteUntil === undefined ? 'always' : 'as-it-is';
  const [until, setUntil] = useState<Until | 'as-it-is'>(firstUntil);
  const [failure, setFailure] = useState<Failure>();

  async function save(): Promise<void> {
    const end = until === 'as-it-is' ? own.noteUntil : noteEnd(until, now());
    const changes = [
      ...(note.trim() === own.note && end === own.noteUntil
        ? []
        : [
            () =>
              client.request('presence.setNote', { text: note.trim(), ...(end === undefined ? {} : { until: end }) }),
          ]),
      ...(location.trim() === own.location
        ? []
        : [() => client.request('presence.setLocation', { text: location.trim() })]),
    ];
    for (const change of changes) {
      const refusal = await failureOf(change());
      if (refusal) {
        setFailure(refusal);
        return;
      }
    }
    props.onClose();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void save();
  }

  return (
    <Modal title={texts.noteTitle} onClose={props.onClose}>
      <form className={styles.fields} onSubmit={submit} noValidate>
        {own.outOfOffice && <Text>{texts.outOfOffice}</Text>}
        <Field label={texts.note} hint={forbidden ? texts.noteForbidden : texts.noteHint}>
          <Textarea
            value={note}
            maxLength={longestNote}
            disabled={forbidden !== undefined}
            placeholder={texts.noteEmpty}
            data-start
            onChange={(_, data) => setNote(data.value)}
          />
        </Field>
        <Field label={texts.noteUntil}>
          <Select
            value={until}
            onChange={(_, data) => setUntil(untils.find((known) => known === data.value) ?? firstUntil)}
          >
            {own.noteUntil !== undefined && (
              <option value="as-it-is">{texts.noteUntilThen(dateAndTime(own.noteUntil))}</option>
            )}
            {untils.map((known) => (
              <option key={known} value={known}>
                {texts.noteUntils[known]}
              </option>
            ))}
          </Select>
        </Field>
        {own.noteHistory.length > 0 && <Earlier notes={own.noteHistory} onUse={setNote} />}
        <Field label={texts.location} hint={texts.locationHint}>
          <Input value={location} maxLength={longestNote} onChange={(_, data) => setLocation(data.value)} />
        </Field>
        {own.otherEndpoints > 0 && <Text size={200}>{texts.elsewhere(own.otherEndpoints)}</Text>}
        {failure && <FailureCard failure={failure} />}
        <ModalActions>
          <Button onClick={props.onClose}>{texts.cancel}</Button>
          <Button type="submit" appearance="primary">
            {texts.save}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

function Earlier(props: { readonly notes: readonly OwnNote[]; readonly onUse: (text: string) => void }) {
  const styles = useStyles();
  return (
    <Field label={texts.noteEarlier}>
      <div className={styles.earlier}>
        {keyed(props.notes, ({ text }) => text).map(({ key, item }) => (
          <Link
            key={key}
            as="button"
            type="button"
            aria-label={texts.noteUse(item.text)}
            onClick={() => props.onUse(item.text)}
          >
            {item.text}
          </Link>
        ))}
      </div>
    </Field>
  );
}
