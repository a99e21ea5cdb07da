import {
  Button,
  Checkbox,
  Divider,
  Field,
  Input,
  makeStyles,
  Select,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Beaker20Regular } from '@fluentui/react-icons/svg/beaker';
import { PeopleTeam20Regular } from '@fluentui/react-icons/svg/people-team';
import type { Failure } from '../../../shared/model/failure.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { useOfferJoin } from '../../app/offer-join.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { fieldProblem } from '../../components/field-problem.ts';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { setupTexts } from '../../locales/setup-check.ts';
import { signInTexts as texts } from '../../locales/sign-in.ts';
import { useSlice } from '../../state/services.tsx';
import { ServerSettings } from './server-settings.tsx';
import type { SignInControl } from './use-sign-in.ts';

const useStyles = makeStyles({
  select: { minWidth: 0, width: '100%' },
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  product: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorBrandForeground1,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  // Room for the longer hint, so that nothing moves when it is known which one holds.
  remember: { minHeight: '72px' },
  others: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  foot: { display: 'flex', justifyContent: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** The form itself. Everything is checked at submit, in words beside the field. */
export function SignInForm(props: { readonly control: SignInControl; readonly failure: Failure | undefined }) {
  const styles = useStyles();
  const { control } = props;
  const form = useFocusInvalid(control.problems);
  const desktop = useSlice((snapshot) => snapshot.desktopSignIn);
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <h1 className={styles.product}>{texts.product}</h1>
        <Welcome />
      </div>
      {props.failure && <FailureCard failure={props.failure} />}
      <form
        ref={form}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          control.submit();
        }}
      >
        <Credentials control={control} />
        <Button type="submit" appearance="primary" size="large">
          {texts.signIn}
        </Button>
        {desktop === 'available' && <Button onClick={() => control.withTicket()}>{texts.desktopSignIn}</Button>}
        <ServerSettings control={control} />
      </form>
      <Divider />
      <Others control={control} />
    </div>
  );
}

/** Three sentences for somebody new here; one for who is known. */
function Welcome() {
  const styles = useStyles();
  const isNew = useSlice(
    ({ remembered, settings, revision }) => revision >= 0 && remembered === null && settings.lastAddress === '',
  );
  return <Text className={styles.quiet}>{isNew ? texts.firstRun.join(' ') : texts.welcome}</Text>;
}

/** The field that has the focus when the form comes to the front. */
const start = { 'data-start': '' };

function Credentials(props: { readonly control: SignInControl }) {
  const { control } = props;
  const styles = useStyles();
  const { values, problems } = control;
  // Where typing begins: the address, and the password where the address is known and its password is not.
  const startsAtPassword = values.address !== '' && values.password === '' && !values.passwordKept;
  const canRemember = useSlice((snapshot) => snapshot.app.secretStore.available);
  return (
    <>
      <LabAccounts control={control} />
      <Field label={texts.address} {...fieldProblem(problems.address)}>
        <Input
          type="email"
          autoComplete="username"
          placeholder={texts.addressPlaceholder}
          value={values.address}
          maxLength={255}
          {...(startsAtPassword ? {} : start)}
          onChange={(_, data) => control.type({ address: data.value })}
        />
      </Field>
      <Field label={texts.password} {...fieldProblem(problems.password)}>
        <Input
          type="password"
          autoComplete="current-password"
          placeholder={values.passwordKept ? texts.passwordKept : ''}
          value={values.password}
          maxLength={1024}
          {...(startsAtPassword ? start : {})}
          onChange={(_, data) => control.type({ password: data.value })}
        />
      </Field>
      <Field label={texts.userName} hint={texts.userNameHint}>
        <Input
          autoComplete="off"
          value={values.userName}
          maxLength={255}
          onChange={(_, data) => control.type({ userName: data.value })}
        />
      </Field>
      <Field className={styles.remember} hint={canRemember ? texts.rememberHint : texts.rememberNot}>
        <Checkbox
          label={texts.remember}
          checked={values.remember}
          disabled={!canRemember}
          onChange={(_, data) => control.type({ remember: data.checked === true })}
        />
      </Field>
    </>
  );
}

function LabAccounts(props: { readonly control: SignInControl }) {
  const styles = useStyles();
  const lab = useSlice((snapshot) => snapshot.lab);
  if (lab.state !== 'running' || lab.users.length === 0) return null;
  const { address } = props.control.values;
  const current = lab.users.some((user) => user.address === address) ? address : '';
  return (
    <Field label={texts.labAccount}>
      <Select
        className={styles.select}
        value={current}
        onChange={(_, data) => props.control.pickLabAccount(data.value)}
      >
        <option value="" disabled>
          {texts.labAccountPick}
        </option>
        {lab.users.map((user) => (
          <option key={user.address} value={user.address}>
            {`${user.displayName} · ${user.address}`}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Others(props: { readonly control: SignInControl }) {
  const styles = useStyles();
  const { open } = useNavigation();
  const offerJoin = useOfferJoin();
  const labState = useSlice((snapshot) => snapshot.lab.state);
  const running = labState === 'running' && !props.control.startingLab;
  const starting = props.control.startingLab || labState === 'starting';
  return (
    <div className={styles.others}>
      <Button icon={<PeopleTeam20Regular />} onClick={() => offerJoin('')}>
        {texts.joinAsGuest}
      </Button>
      {!running && (
        <Button
          icon={starting ? <Spinner size="extra-tiny" /> : <Beaker20Regular />}
          disabledFocusable={starting}
          onClick={props.control.tryLab}
        >
          {starting ? texts.labStarting : texts.tryLab}
        </Button>
      )}
      <div className={styles.foot}>
        <Button
          size="small"
          appearance="transparent"
          onClick={() => open('setup-check', props.control.values.address.trim())}
        >
          {setupTexts.link}
        </Button>
        <Button size="small" appearance="transparent" onClick={() => open('settings-general')}>
          {texts.settings}
        </Button>
        <Button size="small" appearance="transparent" onClick={() => open('diagnostics-journey')}>
          {texts.diagnostics}
        </Button>
        <Button size="small" appearance="transparent" onClick={() => open('about')}>
          {texts.about}
        </Button>
      </div>
    </div>
  );
}
