import {
  Button,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
} from '@fluentui/react-components';
import type { LabUser } from '../../../shared/model/lab.ts';
import { type LabAct, type LabAvailability, labAvailability } from '../../../shared/model/lab-page.ts';
import { labelled } from '../../locales/format.ts';
import { labPeopleTexts as texts } from '../../locales/lab.ts';
import { useRowStyles } from './use-row-styles.ts';

interface RowProps {
  readonly user: LabUser;
  /** Programs that are signed in as this person. */
  readonly endpoints: number;
  /** The person of the lab that this window is signed in as. */
  readonly self: string | undefined;
  readonly message: string;
  readonly onAct: (act: LabAct, words: string) => void;
}

/** Somebody of the lab, and what that person can be made to do. */
export function PersonRow(props: RowProps) {
  const styles = useRowStyles();
  const { user, endpoints, self } = props;
  const isSelf = user.address === self;
  const state = isSelf ? texts.here : endpoints > 0 ? texts.signedIn : texts.simulated;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Text weight="semibold">{user.displayName}</Text>
        <Text size={200} className={styles.quiet}>
          {[user.address, user.company, state].join(' · ')}
        </Text>
      </div>
      {!isSelf && <Actions {...props} />}
    </li>
  );
}

function Actions({ user, self, message, onAct }: RowProps) {
  const styles = useRowStyles();
  const { address: who, displayName: name } = user;
  return (
    <div className={styles.actions}>
      <StatusMenu who={who} name={name} onAct={onAct} />
      {self !== undefined && (
        <>
          <Button
            size="small"
            aria-label={texts.writeNamed(name)}
            disabledFocusable={message.trim() === ''}
            onClick={() => onAct({ kind: 'write', who, to: self, text: message.trim() }, texts.writeNamed(name))}
          >
            {texts.write}
          </Button>
          <Button
            size="small"
            aria-label={texts.callNamed(name)}
            onClick={() => onAct({ kind: 'call', who, to: self }, texts.callNamed(name))}
          >
            {texts.call}
          </Button>
          <Button
            size="small"
            aria-label={texts.introduceNamed(name)}
            onClick={() => onAct({ kind: 'introduce', who, displayName: name, to: self }, texts.introduceNamed(name))}
          >
            {texts.introduce}
          </Button>
        </>
      )}
    </div>
  );
}

function StatusMenu(props: { readonly who: string; readonly name: string; readonly onAct: RowProps['onAct'] }) {
  const { who, name, onAct } = props;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" aria-label={texts.statusNamed(name)}>
          {texts.status}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {(Object.keys(labAvailability) as LabAvailability[]).map((availability) => (
            <MenuItem
              key={availability}
              onClick={() =>
                onAct({ kind: 'presence', who, availability }, labelled(name, texts.availability[availability]))
              }
            >
              {texts.availability[availability]}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
