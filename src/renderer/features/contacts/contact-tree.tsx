import {
  Button,
  MenuDivider,
  MenuItem,
  makeStyles,
  mergeClasses,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useNavigation } from '../../app/navigate.tsx';
import { ContextMenu } from '../../components/context-menu.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import type { Search } from '../../components/use-directory.ts';
import { useNextPicture } from '../../components/use-next-picture.ts';
import { type MenuPlace, type RowSemantics, VirtualList } from '../../components/virtual-list.tsx';
import { chatTexts } from '../../locales/chats.ts';
import { contactsTexts as texts } from '../../locales/contacts.ts';
import { useSlice } from '../../state/services.tsx';
import { CallItems } from '../calling/index.ts';
import { useOpenChat } from '../chats/index.ts';
import { ContactMenuItems } from './contact-menu.tsx';
import type { Wanted } from './dialogs.tsx';
import { foundPeople } from './found-people.ts';
import { GroupMenuItems } from './group-menu.tsx';
import { useGroupsPresence } from './group-presence.ts';
import { LoadingRowView, loadingRows } from './loading-row.tsx';
import { ContactRowView, FoundRowView, GroupRowView } from './row-views.tsx';
import { byName, contactRows, foundRows, type LoadingRow, type Row } from './rows.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  loading: { opacity: 0.5, filter: 'grayscale(1)' },
  directory: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    flexShrink: 0,
    color: tokens.colorNeutralForeground2,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
});

type Drawn = Row | LoadingRow;

interface OpenMenu {
  readonly row: Row;
  readonly place: MenuPlace;
}

/** Groups and people as a tree; under them, while something is typed, whom the directory knows. */
export function ContactTree(props: {
  readonly filter: string;
  readonly search: Search;
  /** The list is on its way: rows without names stand where it will be. */
  readonly isLoading: boolean;
  readonly onWanted: (wanted: Wanted) => void;
}) {
  const styles = useStyles();
  const { open, place } = useNavigation();
  const contacts = useSlice((snapshot) => snapshot.contacts);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [activeKey, setActiveKey] = useState<string>();
  const [menu, setMenu] = useState<OpenMenu>();
  const { filter, search, isLoading } = props;
  const isSeen = useNextPicture(!isLoading, false);
  const people = useMemo(() => byName(contacts.contacts), [contacts.contacts]);
  const rows = useMemo(() => {
    const answer = search.kind === 'found' ? search.answer : search.kind === 'busy' ? search.before : undefined;
    const isShown = filter.trim() !== '' && answer?.source === 'address-book';
    const listed = contactRows({ groups: contacts.groups, contacts: people }, closed, filter);
    return [...listed, ...foundRows(isShown ? answer.people : [], people)];
  }, [contacts.groups, people, closed, filter, search]);
  const presence = useGroupsPresence(rows);

  function toggle(groupId: string): void {
    const next = new Set(closed);
    if (!next.delete(groupId)) next.add(groupId);
    setClosed(next);
  }

  function sideways(row: Drawn, direction: 'left' | 'right'): string | undefined {
    if (row.kind === 'found' || row.kind === 'loading') return undefined;
    if (row.kind === 'contact') return direction === 'left' ? row.groupKey : undefined;
    if (row.open === (direction === 'left')) toggle(row.group.id);
    else if (direction === 'right') return rows[rows.indexOf(row) + 1]?.key;
    return undefined;
  }

  function openRow(row: Drawn): void {
    if (row.kind === 'loading') return;
    if (row.kind === 'group') toggle(row.group.id);
    else if (row.kind === 'contact') open('contact', row.contact.uri);
    else if (row.person.uri) {
      foundPeople.keep(row.person);
      open('contact', row.person.uri);
    }
  }

  const drawn: readonly Drawn[] = isLoading ? loadingRows : rows;
  const shown = place.detail === 'contact' ? place.about : undefined;
  return (
    <>
      {drawn.length > 0 && (
        <div className={mergeClasses(styles.list, isLoading && styles.loading)} inert={isLoading}>
          <VirtualList<Drawn>
            label={isLoading ? texts.loading : texts.list}
            kind="tree"
            rows={drawn}
            keyOf={(row) => row.key}
            heightOf={(row) => (row.kind === 'group' ? 32 : 44)}
            textOf={textOf}
            drawsBeyond={isSeen}
            activeKey={activeKey}
            selectedKey={rows.find((row) => row.kind === 'contact' && row.contact.uri === shown)?.key}
            onActive={setActiveKey}
            onOpen={openRow}
            onMenu={(row, at) => row.kind !== 'found' && row.kind !== 'loading' && setMenu({ row, place: at })}
            onSideways={sideways}
            semanticsOf={(row) => semanticsOf(row, presence.get(row.key)?.online ?? 0)}
            render={(row) => {
              if (row.kind === 'contact') return <ContactRowView contact={row.contact} />;
              if (row.kind === 'found') return <FoundRowView person={row.person} />;
              if (row.kind === 'loading') return <LoadingRowView row={row} />;
              return (
                <GroupRowView
                  row={row}
                  online={presence.get(row.key)?.online ?? 0}
                  federated={row.federated && !presence.get(row.key)?.isDisconnected}
                />
              );
            }}
          />
        </div>
      )}
      {filter.trim() !== '' && !isLoading && (
        <DirectoryLine filter={filter} search={search} isEmpty={rows.length === 0} onWanted={props.onWanted} />
      )}
      {menu && <RowMenu {...menu} onWanted={props.onWanted} onClose={() => setMenu(undefined)} />}
    </>
  );
}

function textOf(row: Drawn): string {
  if (row.kind === 'loading') return '';
  if (row.kind === 'group') return row.name;
  return row.kind === 'contact' ? row.contact.name : row.person.name;
}

function semanticsOf(row: Drawn, online: number): RowSemantics {
  if (row.kind === 'loading') return {};
  const { position, size } = row;
  if (row.kind !== 'group') return { level: row.kind === 'contact' ? 2 : 1, position, size };
  return {
    description: texts.groupDescription(online, row.uris.length),
    level: 1,
    expanded: row.open,
    position,
    size,
  };
}

function RowMenu(props: OpenMenu & { readonly onWanted: (wanted: Wanted) => void; readonly onClose: () => void }) {
  const { row } = props;
  const openChat = useOpenChat();
  if (row.kind === 'found') return null;
  return (
    <ContextMenu label={texts.menuOf(textOf(row))} place={props.place} onClose={props.onClose}>
      {row.kind === 'group' ? (
        <GroupMenuItems group={row.group} onWanted={props.onWanted} />
      ) : (
        <>
          <MenuItem onClick={() => openChat(row.contact.uri, row.contact.name)}>{chatTexts.message}</MenuItem>
          <CallItems uri={row.contact.uri} name={row.contact.name} />
          <MenuDivider />
          <ContactMenuItems contact={row.contact} onWanted={props.onWanted} />
        </>
      )}
    </ContextMenu>
  );
}

/** How the search in the directory stands, and the way to add an address nobody knows. */
function DirectoryLine(props: {
  readonly filter: string;
  readonly search: Search;
  readonly isEmpty: boolean;
  readonly onWanted: (wanted: Wanted) => void;
}) {
  const styles = useStyles();
  const { search } = props;
  const typed = props.filter.trim();
  const words = directoryWords(search, props.isEmpty);
  const noMatch = props.isEmpty && <EmptyState title={texts.noMatch(typed)} />;
  const isSilent = search.kind === 'found' && words === undefined && !typed.includes('@');
  if (search.kind === 'idle' || isSilent) return noMatch;
  return (
    <>
      {noMatch}
      <div className={styles.directory} role="status">
        {search.kind === 'busy' && <Spinner size="tiny" label={texts.directoryLoading} labelPosition="after" />}
        {search.kind === 'failed' && <FailureCard failure={search.failure} secondary />}
        {words && <Text size={200}>{words}</Text>}
        {typed.includes('@') && (
          <Button size="small" onClick={() => props.onWanted({ kind: 'add', address: typed })}>
            {texts.addTyped(typed)}
          </Button>
        )}
      </div>
    </>
  );
}

function directoryWords(search: Search, isEmpty: boolean): string | undefined {
  if (search.kind !== 'found') return undefined;
  const { answer } = search;
  if (answer.source === 'contacts') return texts.directoryContactsOnly;
  if (answer.people.length === 0) return isEmpty ? texts.directoryNone : texts.directoryNoneElse;
  return answer.truncated ? texts.directoryMore : undefined;
}
