import { Button, makeStyles, mergeClasses, Text, Textarea, ToggleButton, tokens } from '@fluentui/react-components';
import { Attach20Regular } from '@fluentui/react-icons/svg/attach';
import { Send20Regular } from '@fluentui/react-icons/svg/send';
import { TextBold20Regular } from '@fluentui/react-icons/svg/text-bold';
import { TextEditStyle20Regular } from '@fluentui/react-icons/svg/text-edit-style';
import { TextItalic20Regular } from '@fluentui/react-icons/svg/text-italic';
import { TextUnderline20Regular } from '@fluentui/react-icons/svg/text-underline';
import { type KeyboardEvent, useState } from 'react';
import { longestMessage } from '../../../shared/model/conversation.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { type Answer, failureOf } from '../../ipc/client.ts';
import { chatTexts as texts } from '../../locales/en/chats.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
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

/** Where a message is written: Enter sends, Shift and Enter begin a line. What is typed stays with its conversation. */
export function Composer(props: { readonly id: string; readonly name: string; readonly isOffline: boolean }) {
  const styles = useStyles();
  const { client, notice } = useServices();
  const run = useRun();
  const { id } = props;
  const [text, setText] = useState(() => drafts.get(id) ?? '');
  const [looks, setLooks] = useState<Looks>(plainLooks);
  const [formatting, setFormatting] = useState(false);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const noFiles = reasonAgainst({ provisioning }, 'file-transfer');
  const mayFormat = !reasonAgainst({ provisioning }, 'html-im');
  const tooLong = text.length > longestMessage;

  function type(next: string): void {
    setText(next);
    drafts.set(id, next);
    if (next !== '') void client.request('conversation.typing', { id }).catch(() => undefined);
  }

  function send(): void {
    if (text.trim() === '' || tooLong) return;
    const format = formatted(text, looks);
    const answer = client.request('conversation.send', { id, text, ...(format && mayFormat ? { format } : {}) });
    type('');
    void giveBack(answer);
  }

  /** What was not even taken is there to be sent again, unless something new is written already. */
  async function giveBack(answer: Answer): Promise<void> {
    const failure = await failureOf(answer);
    if (!failure) return;
    notice.set(failure);
    if (drafts.get(id) === undefined) type(text);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <div className={styles.root}>
      {props.isOffline && (
        <Text size={200} className={styles.quiet} role="status">
          {texts.offline}
        </Text>
      )}
      {tooLong && (
        <Text size={200} role="alert">
          {texts.tooLong(longestMessage)}
        </Text>
      )}
      {formatting && mayFormat && (
        <div className={styles.row} role="toolbar" aria-label={texts.format}>
          {formats.map(([look, icon]) => (
            <ToggleButton
              key={look}
              size="small"
              appearance="subtle"
              icon={icon}
              aria-label={texts.formats[look]}
              checked={looks[look]}
              onClick={() => setLooks({ ...looks, [look]: !looks[look] })}
            />
          ))}
        </div>
      )}
      <div className={styles.row}>
        <Textarea
          className={mergeClasses(
            styles.field,
            looks.bold && styles.bold,
            looks.italic && styles.italic,
            looks.underline && styles.underline,
          )}
          aria-label={texts.write(props.name)}
          placeholder={texts.writeHint}
          value={text}
          data-start
          dir="auto"
          onChange={(_, data) => type(data.value)}
          onKeyDown={onKeyDown}
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
        <Button
          appearance="subtle"
          icon={<Attach20Regular />}
          aria-label={texts.sendFile}
          title={noFiles ? texts.noFiles : texts.sendFile}
          aria-description={noFiles ? texts.noFiles : undefined}
          disabledFocusable={noFiles !== undefined || props.isOffline}
          onClick={() => run(client.request('conversation.offerFile', { id }))}
        />
        <Button
          appearance="primary"
          icon={<Send20Regular />}
          aria-label={texts.send}
          disabledFocusable={text.trim() === '' || tooLong}
          onClick={send}
        />
      </div>
    </div>
  );
}
