// Every sentence that the client itself says. What servers and people say comes from elsewhere.

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** A probability as ".42"; "1.00" is sure. */
export const shareText = (p: number): string => p.toFixed(2).replace(/^0/, '');

const COMPANY = {
  bots: ['a bot', 'bots'],
  agents: ['a trained agent', 'trained agents'],
  both: ['a trained agent or a bot', 'trained agents and bots'],
  llms: ['a language model', 'a language model and bots'],
} as const;

export const text = {
  app: 'Parlor',
  tagline: 'People, scripts and agents at one table.',
  errors: {
    unreachable: 'The server cannot be reached. Is it running?',
    http: (status: number): string => `The server answered with status ${status}.`,
    replaced: 'This seat has been opened in another window.',
    linkLost: 'The connection is gone. Your seat is kept for a while.',
    stage: 'The picture could not be drawn; the conversation goes on without it.',
  },
  lobby: {
    play: 'Play',
    starting: 'Setting the table…',
    watchBots: 'Watch bots play',
    watchAgents: 'Watch agents play',
    name: 'Your name',
    namePlaceholder: 'Guest',
    role: 'Your role',
    anyRole: 'Any role',
    roleNote: 'Choosing a role makes it a practice episode.',
    pace: 'Pace',
    paceLive: 'Live',
    paceFast: 'Fast',
    paceNote: { live: 'The others take their time.', fast: 'The others answer at once.' },
    fill: 'Who plays which role',
    others: 'The others',
    bots: 'Scripted bots',
    agents: 'Trained agents',
    agent: 'Trained agent',
    mixed: 'As set below',
    llms: 'A language model',
    noModels: 'No language model is here yet; More settings tells how to add one.',
    llm: 'Language model',
    llmsNote: (name: string): string =>
      `${name} speaks and votes; where others are needed, bots sit beside it.`,
    /** What a kind of seat is, for kinds that do not say so themselves. */
    kindNotes: {
      agent: 'Plays as the current checkpoint of this server.',
      llm: 'Speaks and votes in one seat of this role; a script makes its other moves.',
    } as Readonly<Record<string, string>>,
    noAgents: 'No agent is trained for this yet.',
    /** Which of the others are agents. */
    trainedFor: (roles: readonly string[]): string => `Trained here: ${roles.join(', ')}.`,
    people: 'Open seats',
    peopleNone: 'None',
    peopleNote: 'The episode starts when other people have taken them.',
    consent: 'Let this server learn from my turns',
    consentNote: 'What you say and do in this episode may then train its agents.',
    /** What the button does, in one line. */
    what: (seats: number | undefined, people: number, company: keyof typeof COMPANY): string => {
      const others = seats === undefined ? undefined : seats - 1 - people;
      const [one, many] = COMPANY[company];
      const rest =
        others === 0
          ? ''
          : others === undefined
            ? `; ${many} take the rest`
            : others === 1
              ? `; ${one} takes the other seat`
              : `; ${many} take the other ${others}`;
      return people === 0
        ? `You sit down${seats === undefined ? '' : ` at a table of ${seats}`} and start at once${rest}.`
        : `You sit down and wait for ${plural(people, 'other person', 'other people')}${rest}.`;
    },
    auto: 'Auto',
    autoNote: 'Left on Auto, a setting suits the rules and the number of players.',
    more: 'More settings',
    seed: 'Seed',
    seedAny: 'By chance',
    seedNote: 'The same number deals the same again; it makes it a practice episode.',
    scenarios: 'Play',
    choose: 'What to play',
    live: 'Now playing',
    past: 'Recent episodes',
    noScenarios: 'This server has no scenario to play yet.',
    noLive: 'No table is open right now. Start one; others can then watch or join.',
    noPast: 'Nothing has been played yet. Your first episode will be kept here, to be replayed move by move.',
    loading: 'Loading…',
    join: 'Join',
    watch: 'Watch',
    replay: 'Replay',
    open: (count: number): string => plural(count, 'open seat', 'open seats'),
    people_: (count: number): string => plural(count, 'person', 'people'),
    noPeople: 'bots only',
    watching: (count: number): string => `${count} watching`,
    turns: (count: number): string => plural(count, 'turn', 'turns'),
    practice: 'practice',
    recorded: 'recorded dialogue',
    allPast: (count: number): string => `Show all ${count}`,
    running: 'still running',
    seats: (min: number, max: number): string => (min === max ? `${min} seats` : `${min} to ${max} seats`),
  },
  board: {
    title: 'Leaderboard',
    tournament: 'Tournament',
    progress: (played: number, games: number): string =>
      played < games
        ? `${played} of ${plural(games, 'game', 'games')} played`
        : plural(games, 'game', 'games'),
    seed: (seed: number): string => `seed ${seed}`,
    none: (scenario: string): string =>
      `No tournament has been played here yet. Start one with: parlor tournament --scenario ${scenario} --entrants A,B,C`,
    role: (role: string): string => `As ${role}`,
    game: (game: number): string => `Game ${game}`,
    as: (entrant: string, role: string): string => `${entrant} as ${role}`,
    script: (share: number): string =>
      share > 0 ? `script, at random on ${Math.round(100 * share)}% of its turns` : 'script',
    agent: 'trained agent',
    heads: {
      entrant: 'Entrant',
      rating: 'Rating',
      interval: '95%',
      chart: 'Rating as a line',
      won: 'Won',
      games: 'Games',
    },
    interval: (low: number | null, high: number | null): string =>
      low === null || high === null ? '–' : `${low.toFixed(1)} – ${high.toFixed(1)}`,
    percent: (rate: number): string => `${Math.round(100 * rate)}%`,
    note: 'In every deal the entrants of a role met the same others, and whoever got the higher return was better. A new entrant has 25; intervals are over deals. Ratings of different roles do not compare.',
  },
  room: {
    joining: 'Taking a seat…',
    lobby: 'Lobby',
    watching: 'You are watching',
    watchInstead: 'Watch instead',
    link: {
      joining: 'Connecting…',
      open: 'Connected',
      reconnecting: 'Reconnecting…',
      lost: 'Connection lost',
      refused: 'Not joined',
    },
    retry: 'Try again',
    showStage: 'Show the stage',
    hideStage: 'Hide the stage',
    stage: 'Stage',
    roster: 'At the table',
    you: 'you',
    spectators: (count: number): string => (count > 0 ? `${count} watching` : ''),
    waiting: 'Waiting for the other seats to be taken…',
    invite: 'The stage opens with the first move. Send the link to whoever should join.',
    practice: 'Practice',
    practiceNote: 'Practice episodes are never rated.',
  },
  kinds: {
    human: 'person',
    llm: 'AI, language model',
    agent: 'AI, trained agent',
    scripted: 'bot',
    open: 'open seat',
  },
  presence: {
    away: 'away',
    out: 'out of play',
    busy: 'deciding',
    writing: (names: readonly string[]): string =>
      names.length === 1 ? `${names[0]} is writing…` : `${names.join(' and ')} are writing…`,
  },
  transcript: {
    title: 'Conversation',
    empty: 'Nothing has been said yet.',
    latest: 'Latest message',
    private: 'only you see this',
    to: 'to',
  },
  composer: {
    title: { move: 'Your move', speak: 'Your turn', ballot: 'Your vote' },
    again: 'Still your turn',
    wait: 'Others are deciding.',
    ended: 'The episode is over.',
    spectator: 'Spectators listen and look; they do not speak.',
    write: 'Say it in your own words',
    placeholder: 'Say something…',
    send: 'Send',
    more: 'Say several things',
    chosen: 'Saying',
    finish: 'Say it',
    groups: 'Kinds of things to say or do',
    about: 'About',
    everyone: 'Everyone',
    all: (count: number): string => `All ${count}`,
    fewer: 'Fewer',
    keys: 'Number keys pick the first nine.',
    cast: 'Given; you may still change it.',
    timeUp: 'Time is up.',
    left: (seconds: number): string => plural(seconds, 'second left', 'seconds left'),
    menu: 'What to do here',
    close: 'Close',
  },
  suspicion: {
    next: 'Next question',
    of: (now: number, count: number): string => `${now} of ${count}`,
    title: 'What do you think?',
    note: 'One click says what you believe; nobody else sees it before the end. Click again to take it back.',
  },
  card: { title: 'Your role' },
  result: {
    title: 'The episode is over',
    won: 'You won',
    lost: 'You lost',
    noWinner: 'Nobody won',
    truncated: 'The episode was cut off; nobody lost.',
    aborted: 'Something broke in this episode and it was stopped. Other tables are not affected.',
    seat: 'Seat',
    role: 'Role',
    outcome: 'Result',
    wonMark: 'won',
    metrics: 'Numbers',
    key: 'Episode key',
    replay: 'Watch the replay',
    again: 'Play again',
    lobby: 'Back to the lobby',
  },
  replay: {
    loading: 'Opening the record…',
    frame: (now: number, last: number): string => `Step ${now} of ${last}`,
    play: 'Play',
    pause: 'Pause',
    back: 'Step back',
    forward: 'Step forward',
    first: 'To the start',
    last: 'To the end',
    speed: 'Speed',
    viewer: 'Seen by',
    all: 'Everything',
    public: 'Everybody (public)',
    slider: 'Step',
    empty: 'This episode has no steps yet.',
    copy: 'Copy link',
    copied: 'Link copied',
    secret: 'The whole truth is shown once the episode has ended; this is the public view.',
  },
  beliefs: {
    title: 'What the seats believe',
    over: 'Beliefs over time',
    question: 'Question',
    whose: 'Whose beliefs',
    everybody: 'All seats',
    answer: 'Belief in',
    truth: (answer: string | undefined): string => (answer ? `The truth: ${answer}` : 'The truth'),
    right: 'the truth',
    legend: 'At this moment',
    none: '–',
    imputed: 'said earlier, not taken back',
    notYet: 'Nobody has been asked yet.',
    opens: 'Before the first word.',
    unsaid: 'Nothing was said since.',
    after: (name: string, words: string): string => `After ${name}: “${words}”`,
    show: 'Show the beliefs',
    hide: 'Hide the beliefs',
    /** A change next to the utterance that caused it. */
    change: (by: number): string => `${by < 0 ? '−' : '+'}${shareText(Math.abs(by))}`,
    changeRead: 'belief:',
    changeNote: (question: string, whose: string | undefined): string =>
      `${question} Change in what ${whose ?? 'the listeners on average'} believed.`,
  },
  stage: {
    label: (phase: string, clock: number): string => `${phase}, ${clock}`,
    clock: 'Clock',
    facts: 'What you know',
    said: (who: string, words: string): string => `${who}: ${words}`,
  },
  toast: { close: 'Dismiss' },
};
