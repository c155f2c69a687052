import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/tokens';
import type { Theme } from '@fluentui/tokens';

/** The design tokens that the page uses, as CSS variables of the same names. */
const TOKENS = [
  'fontFamilyBase',
  'fontFamilyNumeric',
  'colorNeutralBackground1',
  'colorNeutralBackground1Hover',
  'colorNeutralBackground1Pressed',
  'colorNeutralBackground1Selected',
  'colorNeutralBackground2',
  'colorNeutralBackground3',
  'colorNeutralBackground4',
  'colorNeutralForeground1',
  'colorNeutralForeground1Hover',
  'colorNeutralForeground1Selected',
  'colorNeutralForeground2',
  'colorNeutralForeground3',
  'colorNeutralForegroundOnBrand',
  'colorNeutralStroke1',
  'colorNeutralStroke2',
  'colorNeutralStrokeAccessible',
  'colorBrandBackground',
  'colorBrandBackgroundHover',
  'colorBrandBackgroundPressed',
  'colorBrandBackground2',
  'colorBrandForeground1',
  'colorBrandForeground2',
  'colorBrandForegroundLink',
  'colorBrandForegroundLinkHover',
  'colorPaletteRedForeground1',
  'colorStatusDangerBackground1',
  'colorStatusDangerBackground3',
  'colorStatusSuccessForeground1',
  'colorStatusSuccessBackground1',
  'colorStatusWarningForeground1',
  'colorStatusWarningBackground1',
  'colorStrokeFocus2',
  'shadow4',
  'shadow16',
  'shadow64',
] as const satisfies readonly (keyof Theme)[];

function variables(theme: Theme): string {
  return TOKENS.map((name) => `  --${name}: ${theme[name]};`).join('\n');
}

/** The light, dark and high-contrast themes, selected by system preference or by `data-theme` on the root element. */
export function themeCss(): string {
  const light = variables(teamsLightTheme);
  const dark = variables(teamsDarkTheme);
  const contrast = variables(teamsHighContrastTheme);
  return `:root, :root[data-theme='light'] {\n  color-scheme: light;\n${light}\n}
@media (prefers-color-scheme: dark) {\n:root:not([data-theme]) {\n  color-scheme: dark;\n${dark}\n}\n}
:root[data-theme='dark'] {\n  color-scheme: dark;\n${dark}\n}
:root[data-theme='contrast'] {\n  color-scheme: dark;\n${contrast}\n}
@media (forced-colors: active) {\n:root:not([data-theme]) {\n  color-scheme: dark;\n${contrast}\n}\n}
`;
}

const colors = (name: keyof Theme) => ({ default: `var(--${name})`, subtle: `var(--${name})` });

function containerStyle(background: keyof Theme) {
  return {
    backgroundColor: `var(--${background})`,
    borderColor: 'var(--colorNeutralStroke1)',
    foregroundColors: {
      default: { default: 'var(--colorNeutralForeground1)', subtle: 'var(--colorNeutralForeground3)' },
      dark: colors('colorNeutralForeground1'),
      light: colors('colorNeutralForeground3'),
      accent: colors('colorBrandForegroundLink'),
      good: colors('colorStatusSuccessForeground1'),
      warning: colors('colorStatusWarningForeground1'),
      // Not Teams' danger colour, whose contrast at this text size is below 4.5:1 in the dark theme.
      attention: colors('colorPaletteRedForeground1'),
    },
  };
}

/**
 * The renderer's HostConfig. Sizes follow Teams' published host configs (docs/platform/teams.md, “Teams publishes its
 * colours”). Colours are CSS variables, so that one config serves all three themes and a theme change needs no redraw.
 */
export function hostConfig() {
  return {
    fontFamily: 'var(--fontFamilyBase)',
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: 'var(--colorNeutralStroke2)' },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    imageSizes: { small: 32, medium: 52, large: 100 },
    // One level below the name of the conversation or dialog.
    textBlock: { headingLevel: 2 },
    textStyles: {
      heading: { size: 'Large', weight: 'Bolder', color: 'Default', isSubtle: false, fontType: 'Default' },
    },
    containerStyles: {
      default: containerStyle('colorNeutralBackground1'),
      emphasis: containerStyle('colorNeutralBackground3'),
      accent: containerStyle('colorBrandBackground2'),
      good: containerStyle('colorStatusSuccessBackground1'),
      warning: containerStyle('colorStatusWarningBackground1'),
      attention: containerStyle('colorStatusDangerBackground1'),
    },
    actions: {
      maxActions: 6,
      spacing: 'Large',
      buttonSpacing: 8,
      actionsOrientation: 'Horizontal',
      actionAlignment: 'Left',
      preExpandSingleShowCardAction: false,
      showCard: { actionMode: 'Inline', inlineTopMargin: 16, style: 'emphasis' },
    },
    adaptiveCard: { allowCustomStyle: false },
    imageSet: { imageSize: 'Medium', maxImageHeight: 100 },
    factSet: {
      title: { size: 'Default', color: 'Default', isSubtle: true, weight: 'Default', wrap: true, maxWidth: 150 },
      value: { size: 'Default', color: 'Default', isSubtle: false, weight: 'Default', wrap: true },
      spacing: 16,
    },
    inputs: {
      label: {
        inputSpacing: 'Small',
        requiredInputs: { weight: 'Bolder', color: 'Default', size: 'Default', isSubtle: false, suffix: ' *' },
        optionalInputs: { weight: 'Bolder', color: 'Default', size: 'Default', isSubtle: false },
      },
      errorMessage: { color: 'Attention', size: 'Small', spacing: 'Small', weight: 'Default' },
    },
  };
}
