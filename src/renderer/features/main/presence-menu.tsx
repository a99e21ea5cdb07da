import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  PresenceBadge,
  tokens,
} from '@fluentui/react-components';
import type { Availability, OwnPresence } from '../../../shared/model/presence.ts';
import { badgeFor } from '../../components/person.tsx';
import { mainTexts as texts } from '../../locales/main.ts';
import { activityWords, availabilityWords } from '../../locales/presence.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  // Under the name, at its edge; where the system draws a frame around every button, the word keeps off it.
  status: {
    minWidth: 0,
    paddingLeft: 0,
    fontWeight: 'normal',
    '@media (forced-colors: active)': { paddingLeft: tokens.spacingHorizontalS },
  },
});

type OwnState = keyof typeof texts.states;
const ownStates = Object.keys(texts.states) as OwnState[];

/** The own status in words, and the menu to choose another. */
export function PresenceMenu(props: { readonly availability: Availability; readonly disabled: boolean }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const own = useSlice((snapshot) => snapshot.ownPresence);
  const words = ownWords(props.availability, own);
  const publish = (state: OwnState | 'reset') => run(client.request('presence.set', { state }));
  return (
    <Menu
      checkedValues={{ status: own.choice ? [own.choice] : [] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = ownStates.find((state) => checkedItems.includes(state));
        if (chosen) publish(chosen);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="transparent"
          size="small"
          className={styles.status}
          aria-label={texts.presenceMenu(words)}
          disabledFocusable={props.disabled}
        >
          {words}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {ownStates.map((state) => (
            <MenuItemRadio
              key={state}
              name="status"
              value={state}
              icon={<PresenceBadge status={badgeFor(state === 'off-work' ? 'away' : state)} size="small" aria-hidden />}
            >
              {texts.states[state]}
            </MenuItemRadio>
          ))}
          {own.isUnseen && <MenuGroupHeader>{texts.statusUnseen}</MenuGroupHeader>}
          <MenuDivider />
          <MenuItem disabled={!own.manual} onClick={() => publish('reset')}>
            {texts.resetStatus}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function ownWords(availability: Availability, { activity }: OwnPresence): string {
  const isHere = availability !== 'offline' && availability !== 'unknown';
  return activity && isHere ? activityWords[activity] : availabilityWords[availability];
}
