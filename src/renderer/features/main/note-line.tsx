import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { mainTexts as texts } from '../../locales/main.ts';
import { useSlice } from '../../state/services.tsx';
import { NoteDialog } from './note-dialog.tsx';

const useStyles = makeStyles({
  line: {
    maxWidth: '100%',
    minWidth: 0,
    paddingLeft: 0,
    justifyContent: 'flex-start',
    fontWeight: 'normal',
    color: tokens.colorNeutralForeground2,
    '@media (forced-colors: active)': { paddingLeft: tokens.spacingHorizontalS },
  },
  words: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** The own note and place, one line; a click changes them. */
export function NoteLine(props: { readonly disabled: boolean }) {
  const styles = useStyles();
  const { note, location } = useSlice((snapshot) => snapshot.ownPresence);
  const [editing, setEditing] = useState(false);
  const words = [note, location].filter(Boolean).join(' · ');
  return (
    <>
      <Button
        appearance="transparent"
        size="small"
        className={styles.line}
        aria-label={texts.noteEdit(words)}
        disabledFocusable={props.disabled}
        onClick={() => setEditing(true)}
      >
        <span className={styles.words}>{words || texts.noteEmpty}</span>
      </Button>
      {editing && <NoteDialog onClose={() => setEditing(false)} />}
    </>
  );
}
