import { makeStyles, tokens } from '@fluentui/react-components';
import { useContext, useState } from 'react';
import { ListBehindContext } from '../../app/list-behind.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { useOfferJoin } from '../../app/offer-join.ts';
import type { TabId } from '../../app/screens.ts';
import { useCall } from '../calling/index.ts';
import { ChatsPane } from '../chats/index.ts';
import { ContactsPane } from '../contacts/index.ts';
import { PhonePane } from '../phone/index.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Footer } from './footer.tsx';
import { ForwardingLine } from './forwarding-line.tsx';
import { MeArea } from './me-area.tsx';
import { MeetingsPane } from './meetings-pane.tsx';
import { OneField } from './one-field.tsx';
import { MainTabs } from './tabs.tsx';
import { typedKind } from './typed.ts';

const useStyles = makeStyles({
  // Under banners and calls, in a low window, it scrolls whole before its list has no room for two rows.
  window: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0, overflowY: 'auto' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: '112px',
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
});

const panelId = 'main-panel';

/** The main window's list side: who I am, the one field, the tabs, and the footer that says how things stand. */
export function MainWindow() {
  const styles = useStyles();
  const { place, open } = useNavigation();
  const offerJoin = useOfferJoin();
  const callOut = useCall();
  const [typed, setTyped] = useState('');
  // One at a time: it is read out when it comes.
  const isBehind = useContext(ListBehindContext);
  const kind = typedKind(typed);
  return (
    <div className={styles.window}>
      <MeArea />
      {!isBehind && <ConnectionBanner />}
      <OneField
        value={typed}
        kind={kind}
        onChange={(text) => {
          setTyped(text);
          if (typedKind(text) === 'name' && place.tab !== 'contacts') open('contacts');
        }}
        onJoin={() => {
          setTyped('');
          offerJoin(typed.trim());
        }}
        onCall={() => {
          setTyped('');
          callOut({ to: typed.trim() }, () => setTyped((now) => (now === '' ? typed : now)));
        }}
      />
      <MainTabs panelId={panelId} />
      <div className={styles.content} role="tabpanel" id={panelId} aria-labelledby={`tab-${place.tab}`}>
        <TabContent tab={place.tab} filter={kind === 'name' ? typed : ''} />
      </div>
      <ForwardingLine />
      <Footer />
    </div>
  );
}

function TabContent(props: { readonly tab: TabId; readonly filter: string }) {
  switch (props.tab) {
    case 'contacts':
      return <ContactsPane filter={props.filter} />;
    case 'chats':
      return <ChatsPane />;
    case 'phone':
      return <PhonePane />;
    case 'meetings':
      return <MeetingsPane />;
  }
}
