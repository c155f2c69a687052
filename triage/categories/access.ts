import type { CategoryRow } from '../category-row.ts';

/** Getting in: passwords, accounts, second factors, permissions. */
export const ACCESS: CategoryRow = {
  category: 'access',
  skills: [{ skill: 'Microsoft 365', level: 1, must: false }],
  minutes: { incident: 15, request: 15, question: 10, alert: 15 },
  onSite: 0.02,
  usually: 'incident',
  impact: 3,
  questions: ['which-account', 'what-message', 'who-approves'],
  topics: [
    {
      id: 'password',
      weight: 3,
      minutes: 10,
      phrases: 'password, passwords, passwort, kennwort, contraseña, mot de passe, pin reset',
    },
    {
      id: 'password-reset',
      weight: 4,
      minutes: 10,
      phrases: `
        password reset, reset … password, forgot … password, forgotten … password, password … expire*,
        change … password, passwort … vergessen, passwort zurücksetzen, kennwort … abgelaufen,
        kennwort … vergessen`,
    },
    {
      id: 'locked-out',
      weight: 4,
      minutes: 10,
      phrases: `
        locked out, account … locked, account lock*, lock out, unlock … account, account … disabled,
        account … blocked, konto … gesperrt, ausgesperrt, compte bloqué, cuenta bloqueada`,
    },
    {
      id: 'sign-in',
      weight: 3,
      phrases: `
        sign in, signing in, signin, log in, login, logins, log on, logon, log into, logging in, logging on,
        sso, single sign on, credentials, anmelden, anmeldung, einloggen, angemeldet`,
    },
    {
      id: 'sign-in-refused',
      weight: 4,
      phrases: `
        login|logon|sign … rejected|denied|fails|failed|refused, cannot|cant|unable … log|sign|get in|into|on,
        not|nicht … anmelden|einloggen, anmeldung … nicht möglich|fehlgeschlagen`,
    },
    {
      id: 'second-factor',
      weight: 4,
      minutes: 15,
      phrases: `
        mfa, 2fa, authenticator, two factor, multi factor, multifactor, verification code, approve … sign in,
        security key, zweiter faktor`,
    },
    {
      id: 'permission',
      weight: 3,
      phrases: `
        permission*, access denied, no access, give … access, grant … access, need access, needs access,
        request access, access request, access to, read access, write access, access rights, admin rights,
        administrator rights, local admin, shared folder, zugriff, berechtigung*, zugang, accès, acceso`,
    },
    {
      id: 'account',
      weight: 1,
      phrases: 'account, accounts, user account, konto, active directory, access',
    },
  ],
};
