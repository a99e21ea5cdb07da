import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { FolderOpen16Regular } from '@fluentui/react-icons/svg/folder-open';
import { Save16Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import type { SupportFile, SupportFileName } from '../../../shared/model/support.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { Pane } from '../../components/pane.tsx';
import { fileSize } from '../../locales/chats.ts';
import { supportTexts as texts } from '../../locales/support.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { SupportPreview } from './support-preview.tsx';
import { type SupportCopy, useSupport } from './use-support.ts';

const narrow = '@container (max-width: 440px)';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '720px' },
  files: {
    containerType: 'inline-size',
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    width: '100%',
    maxWidth: '720px',
  },
  file: {
    overflowWrap: 'anywhere',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  // Without the room for three columns the size stands under the name, as far in as its words.
  size: {
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    [narrow]: { gridArea: '2 / 1', paddingLeft: '36px', marginTop: `calc(-1 * ${tokens.spacingVerticalXS})` },
  },
  // The names need the room.
  read: { minWidth: 'auto' },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** What would be saved for somebody who helps, to be read line by line and chosen from before it is. */
export function SupportScreen() {
  const styles = useStyles();
  const { close } = useNavigation();
  const support = useSupport();
  const [reading, setReading] = useState<SupportFileName>('outcome.txt');
  const { files, left, failure } = support;
  const shown = files?.find(({ name }) => name === reading);
  const nothing = files?.every(({ name }) => left.has(name)) ?? true;
  return (
    <Pane title={texts.title} onBack={close} scroll>
      <Text className={styles.quiet}>{texts.hint}</Text>
      <ul className={styles.files} aria-label={texts.files}>
        {files?.map((file) => (
          <FileRow key={file.name} file={file} support={support} isRead={file.name === reading} onRead={setReading} />
        ))}
      </ul>
      <div className={styles.actions}>
        <Button appearance="primary" icon={<Save16Regular />} disabled={nothing} onClick={support.save}>
          {texts.save}
        </Button>
        <Button onClick={support.gather}>{texts.again}</Button>
        <Text role="status">{statusOf(support, nothing)}</Text>
      </div>
      {failure && <FailureCard failure={failure} />}
      {shown && <SupportPreview key={shown.name} file={shown} />}
      <Folders />
    </Pane>
  );
}

function statusOf({ files, failure, isSaved }: SupportCopy, nothing: boolean): string {
  if (failure) return '';
  if (!files) return texts.loading;
  if (nothing) return texts.nothingChosen;
  return isSaved ? texts.saved : '';
}

function FileRow(props: {
  readonly file: SupportFile;
  readonly support: SupportCopy;
  readonly isRead: boolean;
  readonly onRead: (name: SupportFileName) => void;
}) {
  const styles = useStyles();
  const { name, lines, bytes } = props.file;
  const words = texts.fileNames[name];
  return (
    <li className={styles.file}>
      <Checkbox
        label={words}
        checked={!props.support.left.has(name)}
        onChange={(_, data) => props.support.leave(name, data.checked !== true)}
      />
      <Text size={200} className={styles.size}>
        {texts.size(lines, fileSize(bytes))}
      </Text>
      <Button
        className={styles.read}
        size="small"
        appearance="subtle"
        aria-label={texts.show(words)}
        aria-pressed={props.isRead}
        onClick={() => props.onRead(name)}
      >
        {texts.read}
      </Button>
    </li>
  );
}

/** Where the log lies, and what the system writes when a process crashes. */
function Folders() {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const crashFolder = useSlice((snapshot) => snapshot.support.crashFolder);
  return (
    <>
      <div className={styles.actions}>
        <Button icon={<FolderOpen16Regular />} onClick={() => run(client.request('trace.showFolder'))}>
          {texts.logFolder}
        </Button>
        {crashFolder !== '' && (
          <Button icon={<FolderOpen16Regular />} onClick={() => run(client.request('support.showCrashes'))}>
            {texts.crashFolder}
          </Button>
        )}
      </div>
      {crashFolder !== '' && <Text className={styles.quiet}>{texts.crashHint}</Text>}
    </>
  );
}
