import { Button, makeStyles, mergeClasses, Text, Textarea, ToggleButton, tokens } from '@fluentui/react-components';
import { Send20Regular } from '@fluentui/react-icons/svg/send';
import { TextBold20Regular } from '@fluentui/react-icons/svg/text-bold';
import { TextEditStyle20Regular } from '@fluentui/react-icons/svg/text-edit-style';
import { TextItalic20Regular } from '@fluentui/react-icons/svg/text-italic';
import { TextUnderline20Regular } from '@fluentui/react-icons/svg/text-underline';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { longestMessage } from '../../shared/model/conversation.ts';
import { reasonAgainst } from '../../shared/model/policy.ts';
import { type Answer, failureOf } from '../ipc/client.ts';
import { chatTexts as texts } from '../locales/chats.ts';
import { useServices, useSlice } from '../state/services.tsx';
import { drafts } from './drafts.ts';
import { formatted, type Looks, plainLooks } from './looks.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  row: { display: 'flex', alignItems: 'flex-end', gap: tokens.spacingHorizontalXS },
  // As high as what is typed, up to a good part of a small window.
  field: { flexGrow: 1, minWidth: 0, '& textarea': { fieldSizing: 'content', maxHeight: '30vh' } },
  bold: { '& textarea': { fontWeight: tokens.fontWeightSemibold } },
  italic: { '& textarea': { fontStyle: 'italic' } },
  underline: { '& textarea': { textDecorationLine: 'underline' } },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const formats = [
  ['bold', <TextBold20Regular key="bold" />],
  ['italic', <TextItalic20Regular key="italic" />],
  ['underline', <TextUnderline20Regular key="underline" />],
] as const;

/** A message to be sent: its words, and as styled lines where a look was chosen. */
export interface Written {
  readonly text: string;
  readonly format?: ReturnType<typeof formatted> & {};
}

/** Where a message is written: Enter sends, Shift and Enter begin a line. What is typed stays with its conversation. */
export function MessageField(props: {
  /** Whose draft it is. */
  readonly draftOf: string;
  readonly label: string;
  /** A line above: that it waits, or why nothing can be said. */
  readonly status?: string | undefined;
  /** Nothing can be written now; the status says why. */
  readonly isClosed?: boolean;
  /** The field takes the focus when its screen opens. */
  readonly startsHere?: boolean;
  readonly onTyping: () => void;
  readonly onSend: (written: Written) => Answer;
  /** Buttons before the one that sends. */
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  const { notice } = useServices();
  const { draftOf, isClosed = false } = props;
  const [text, setText] = useState(() => drafts.get(draftOf) ?? '');
  const [looks, setLooks] = useState<Looks>(plainLooks);
  const [formatting, setFormatting] = useState(false);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const mayFormat = !reasonAgainst({ provisioning }, 'html-im');
  const tooLong = text.length > longestMessage;

  function type(next: string): void {
    setText(next);
    drafts.set(draftOf, next);
    if (next !== '') props.onTyping();
  }

  function send(): void {
    if (isClosed || text.trim() === '' || tooLong) return;
    const format = mayFormat ? formatted(text, looks) : undefined;
    const answer = props.onSend({ text, ...(format ? { format } : {}) });
    type('');
    void giveBack(answer);
  }

  /** What was not even taken is there to be sent again, unless something new is written already. */
  async function giveBack(answer: Answer): Promise<void> {
    const failure = await failureOf(answer);
    if (!failure) return;
    notice.set(failure);
    if (drafts.get(draftOf) === undefined) type(text);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  const start = props.startsHere ? { 'data-start': '' } : {};
  return (
    <div className={styles.root}>
      {props.status && (
        <Text size={200} className={styles.quiet} role="status">
          {props.status}
        </Text>
      )}
      {tooLong && (
        <Text size={200} role="alert">
          {texts.tooLong(longestMessage)}
        </Text>
      )}
      {formatting && mayFormat && <Formats looks={looks} onLooks={setLooks} />}
      <div className={styles.row}>
        <Textarea
          className={mergeClasses(
            styles.field,
            looks.bold && styles.bold,
            looks.italic && styles.italic,
            looks.underline && styles.underline,
          )}
          aria-label={props.label}
          placeholder={texts.writeHint}
          value={text}
          readOnly={isClosed}
          dir="auto"
          onChange={(_, data) => type(data.value)}
          onKeyDown={onKeyDown}
          {...start}
        />
        {mayFormat && (
          <ToggleButton
            appearance="subtle"
            icon={<TextEditStyle20Regular />}
            aria-label={texts.format}
            checked={formatting}
            onClick={() => setFormatting(!formatting)}
          />
        )}
        {props.children}
        <Button
          appearance="primary"
          icon={<Send20Regular />}
          aria-label={texts.send}
          disabledFocusable={isClosed || text.trim() === '' || tooLong}
          onClick={send}
        />
      </div>
    </div>
  );
}

function Formats(props: { readonly looks: Looks; readonly onLooks: (looks: Looks) => void }) {
  const styles = useStyles();
  const { looks, onLooks } = props;
  return (
    <div className={styles.row} role="toolbar" aria-label={texts.format}>
      {formats.map(([look, icon]) => (
        <ToggleButton
          key={look}
          size="small"
          appearance="subtle"
          icon={icon}
          aria-label={texts.formats[look]}
          checked={looks[look]}
          onClick={() => onLooks({ ...looks, [look]: !looks[look] })}
        />
      ))}
    </div>
  );
}
