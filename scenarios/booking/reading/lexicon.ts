// Words that the reader knows whatever the world. Data without rules: runs of words in lower case without
// apostrophes, separated by "|". What they do in an utterance is in the files beside this one.

import type { Domain, Slot, Value } from '../types.ts';

/** Runs of a table line. */
export const runs = (line: string): string[][] =>
  line
    .split('|')
    .map((run) => run.trim().split(/\s+/))
    .filter((run) => run[0] !== '');

/** Nouns of domains. */
export const DOMAIN_WORDS: Readonly<Record<Domain, string>> = {
  restaurant: `restaurant|restaurants|place to eat|places to eat|place to dine|places to dine|somewhere to eat|eatery|
    eateries|place for dinner|somewhere to dine|place for lunch|dining|restuarant|restaraunt|resturant|restuarants|
    resturants|restraunt|place to have dinner|place to have lunch|dining options|dining place|eating place|
    something to eat|food place|food places`,
  hotel: `hotel|hotels|place to stay|places to stay|somewhere to stay|lodging|lodgings|accommodation|accommodations|
    accomodation|accomodations|room|rooms|place to sleep|place for the night|hotel room|hotel rooms|lodge|
    accommodating|place i can stay|somewhere to sleep`,
  attraction: `attraction|attractions|place to visit|places to visit|place to go|places to go|things to do|
    something to do|sight|sights|things to see|somewhere to go|tourist attraction|tourist attractions|places to see|
    something to see|sightseeing|thing to do|place to see|places of interest|local attractions|local attraction|
    tourist spot|tourist spots|somewhere to visit|fun places|fun place`,
  train: 'train|trains|train ticket|train tickets|train ride|train booking|rail',
  taxi: 'taxi|taxis|cab|cabs|taxi ride|taxi service|taxi cab|car service',
};

/** Words that only hint at a domain. */
export const WEAK_WORDS: Readonly<Record<Domain, string>> = {
  restaurant: `eat|dinner|lunch|breakfast|cuisine|table|dine|meal|menu|cuisines|foods|food type|food|
    type of food|kind of food|dining reservation|a table`,
  hotel: 'stay|staying|sleep|check in|checking in|nights|rooming|check out|overnight',
  attraction: 'visit|see|explore|entrance|admission|sightsee|tour',
  train: 'tickets|travel|traveling|travelling|journey|trip|station',
  taxi: 'ride|driver|car type|picked up|pick me up|pick up|contact number of the car|pickup|pick us up|car',
};

/** Slots by name. */
export const THING_WORDS: Readonly<Record<Slot, string>> = {
  area: `area|part of town|areas|location|side of town|whereabouts in town|part of the city|area of town|
    part|parts of town|section of town|neighborhood|area of the city|parts`,
  price: `price range|kind of budget|price category|budget|price ranges|pricerange|price level|price point|cost range|price|prices|
    like to spend|how much would you like to spend|range|pricing|price bracket`,
  food: `food|cuisine|kind of food|type of food|type of cuisine|food type|cuisines|types of food|mood to eat|
    sort of food|kind of cuisine|kinds of food|style of food|types of cuisine|foods|food style|cuisine type|food types`,
  type: `type|kind of place|type of place|type of attraction|type of hotel|kind of attraction|kind of hotel|
    types of attractions|type of attractions|kind|type of venue|types|sort of place|sort of attraction|kinds|hotel type|
    type of lodging|attraction type`,
  stars: `star rating|number of stars|how many stars|rating|ratings|star ratings|stars are|star level|star class`,
  day: 'day|which day|what day|days|date|dates|what date|what dates|which dates|when is your stay|when will you be staying|when would you like to stay|when are you planning to stay',
  time: 'booking time|time of the booking|time|what time|reservation time|times',
  people: `number of people|party size|how many people|how many of you|people in your party|how many tickets|
    size of your party|how many guests|how many will|for how many|group size|amount of people|how many persons|
    how many are|how many seats|how many|how many in your party|just you|just yourself|just be you|only you|number of guests|number of tickets|how many of you will there be`,
  stay: `length of stay|shorter stay|duration of the stay|duration of your stay|length of the stay|number of nights|how many nights|how long will you be staying|how many days|long will you stay|
    length of your stay|how long would you like to stay|how long of a stay|how long are you staying|number of days|
    how long will you stay|how long do you|how long|long you will be staying|long you would like`,
  name: 'name|names|particular restaurant|specific hotel',
  departure: `departure station|place of departure|departure place|pickup point|pick up point|departure location|
    departure point|pickup location|departure site|pick up location|departure city|departure terminal|departure stop|where will you be leaving from|
    where are you departing from|where you will be departing from|where will you be setting off from|
    where would you like to leave from|leaving from where|where are you leaving from|where will you be departing from|
    where you are leaving from|where do you want to leave from|where you will be leaving from|where are you traveling from|
    where should|where would you like to be picked up|where are you coming from|where will you depart from|
    where would you like to depart|where are you going to be leaving from|departing location|where are you starting|
    stations|station will you be departing from|departing from|departure city|leaving from|depart from`,
  destination: `destination|destination station|arrival station|drop off point|where are you going|
    where you would like to go|where are you heading|going where|to where|where would you like to go|
    where are you traveling to|where will you be going|where you are going|where are you headed|your destination|
    where you want to go|where do you want to go|where to|where you would like to be dropped off|dropped off|
    where will you be traveling to|where are you going to|where is your destination|drop off location|
    arrival location|destination location|where will you go|destination city|arriving at|going to|traveling to|
    traveling between|arrive at`,
  leave: `departure time|leaving time|time of departure|time would you like to leave|time you would like to leave|
    when would you like to leave|when you would like to leave|when do you want to leave|when do you want to set off|
    leaving when|time do you want to leave|what time does it leave|when does it leave|leave time|departure times|
    time would you like to depart|time to leave|time will you be leaving|time do you need to leave|
    time would you like to travel|time of day|time would you prefer to leave|time are you leaving|depart time|
    pick up time|pickup time|time would you like to be picked up|when will you|time you want to leave|
    time were you looking to travel|time you would like to depart|when you want to leave|time do you want to travel|
    time will you be departing|departing time|time do you want to depart|time would you like the taxi|time it leaves|
    time does it leave|time you want to travel|time you will be leaving`,
  arrive: `arrival time|time of arrival|time would you like to arrive|time you would like to arrive|
    when would you like to arrive|when you would like to arrive|when do you need to arrive|when do you want to get there|
    arriving when|time do you need to arrive|what time does it arrive|when does it arrive|arrive time|arrival times|
    time do you want to arrive|time you need to arrive|when do you want to arrive|time does it arrive|
    time would you like to be there|time do you need to be there|time to arrive|time it arrives|when it arrives|
    time do you have to be there|time do you need to get there|time you want to arrive|when you need to arrive|
    time does the train arrive|time will it arrive|when will it arrive|time the train arrives|time that train arrives`,
  phone: `phone number|telephone number|phone|number i can call|number can i call|number to call|contact number|
    phone numbers|telephone|contact info|contact information|their number|contact details|contact phone|call them|
    what number can i call|number for it|phone no|phone is`,
  postcode: 'postcode|post code|postal code|zip code|postcodes|zip|zipcode|post codes|postal codes',
  address: `address|street address|addresses|where exactly is it|full address|exact location|exact address|
    where is it located|where is it|where are they|where it is|where they are|where exactly|location of it|where can i find`,
  fee: `entrance fee|admission fee|admission|entry fee|entrance fees|entrance cost|admission price|entrance price|
    fee|cost to get into|cost to get in|fees|pay to get in|admission cost|admission fees|entry price|admissions|
    entrance charge|cost of entry|cost of admission|entry cost|entrance`,
  id: 'train id|train number|id number|train ids|trainid|train id number|id of the train|number of the train|ids',
  duration: `travel time|travel duration|travel times|duration|journey time|length of the trip|journey last|
    length of the journey|trip take|ride take|trip length|length of travel|time of travel|duration of the trip|
    total travel time|trip time|length of the ride|train ride take|time for travel|traveling time|travelling time`,
  ticket: `ticket price|fare|price of a ticket|cost of a ticket|price of the ticket|ticket cost|cost of the ticket|
    price per ticket|ticket prices|ticket cost|price of a ticket|cost per ticket|pay for a ticket|ticket costs|
    cost of the train|price of the train|total price|total cost|price for a ticket|price of tickets|fares|
    cost of the train ticket|price for the ticket|price of the train ticket|cost for a ticket`,
  car: `car type|kind of car|type of car|sort of car|make of car|what car|color and type|car color|car model|
    colour of the car|color of the car|car make|make and model|vehicle type|type of vehicle|kind of vehicle|color|
    make and color|car will|car should|model of the car|vehicle|type of taxi`,
  ref: `reference number|confirmation number|reference code|booking number|booking reference|reference|ref number|
    reference numbers|confirmation code|booking confirmation|confirmation numbers|ref`,
};

/** Values of closed slots, and what else they are called. */
export const VALUE_WORDS: Readonly<Record<Slot, Readonly<Record<Value, string>>>> = {
  area: {
    centre: `centre|center|centre of town|center of town|city centre|city center|town centre|town center|downtown|central|
      centrally|centre of the city|center of the city|middle of town|heart of town|heart of the city|centre of cambridge|
      center of cambridge|centre part of town|midtown|centre area|center area|city centre area|centrally located|
      center of the town|centre of the town|middle of the city`,
    north:
      'north|northern|north side|north end|north part of town|northside|northern part of town|north area',
    south:
      'south|southern|south side|south end|south part of town|southside|southern part of town|south area',
    east: 'east|eastern|east side|east end|east part of town|eastside|eastern part of town|east area',
    west: 'west|western|west side|west end|west part of town|westside|western part of town|west area',
  },
  price: {
    cheap: `cheap|inexpensive|cheaply|low cost|low priced|low price|budget friendly|affordable|cheaply priced|not expensive|
      cheaper|cheapest|on a budget|not too expensive|less expensive|cheap price range|inexpensively|budget hotel|low budget`,
    moderate: `moderate|moderately|moderately priced|mid priced|reasonably priced|medium priced|mid range|midrange|
      moderate price|moderate price range|moderately price|medium price|reasonable|reasonably|modestly priced|
      moderate priced|mid price|moderate pricerange|medium price range|moderation`,
    expensive: `expensive|pricey|upscale|high end|costly|fancy|luxurious|luxury|expensively|high priced|expensive price range|
      upmarket|posh|higher end|most expensive|high price|expensively priced`,
  },
  parking: {
    yes: 'parking|free parking|car park|somewhere to park|place to park|park my car|parking space|park a car|parking spot|parking included|parking available',
  },
  internet: {
    yes: 'internet|wifi|free wifi|wi fi|free internet|internet access|wireless|free wi fi|wifi access|wireless internet|free wireless|internet connection|wifis|free internet access|complimentary wifi|internets',
  },
  day: {
    monday: 'monday|mon|mondays|monday night',
    tuesday: 'tuesday|tue|tues|tuesdays|tuesday night',
    wednesday: 'wednesday|wed|weds|wednesdays|wednesday night',
    thursday: 'thursday|thu|thur|thurs|thursdays|thursday night',
    friday: 'friday|fri|fridays|friday night',
    saturday: 'saturday|sat|saturdays|saturday night',
    sunday: 'sunday|sundays|sunday night',
  },
};

/** Types of venue, and what else they are called; those that the world has are used. */
export const TYPE_WORDS: Readonly<Record<Value, string>> = {
  guesthouse:
    'guesthouse|guest house|guesthouses|guest houses|bed and breakfast|b and b|bed and breakfasts|bnb|guest home|guest lodge',
  museum: 'museum|museums',
  college: 'college|colleges|university|universities',
  park: 'park|parks|public park',
  theatre: 'theatre|theatres|theater|theaters|playhouse',
  cinema: 'cinema|cinemas|movie theater|movie theatre|movies|movie|film|films|movie theaters',
  nightclub: 'nightclub|nightclubs|night club|night clubs|nightlife|night life|clubbing',
  swimmingpool: 'swimming pool|swimming pools|swimmingpool|pool|pools|swim|swimming|go swimming',
  concerthall: 'concert hall|concert halls|concerthall|concerthalls|concert',
  boat: 'boat|boats|boating|boat ride|boat tour|punting|boat type|boat rides|boat tours',
  gallery: 'gallery|galleries|art gallery|art galleries',
  architecture:
    'architecture|architectural|architecture type|building|buildings|architectures|architectural attraction',
  entertainment: 'entertainment|entertaining|entertainments|entertainment venue|entertainment type',
  'mutliple sports': 'multiple sports|sports|mutliple sports|sport|multiple sport|sporting|sporting event',
  'multiple sports': 'multiple sports|sports|mutliple sports|sport|multiple sport|sporting',
  church: 'church|churches',
  special: 'special',
};

/** Cuisines that people ask for, wherever they are served. */
export const FOODS = `african|asian oriental|australasian|australian|austrian|barbeque|basque|belgian|bistro|
  brazilian|british|cambodian|canapes|cantonese|caribbean|catalan|chinese|christmas|corsica|crossover|cuban|
  danish|eastern european|eritrean|ethiopian|european|filipino|french|fusion|gastropub|german|greek|halal|
  hungarian|indian|indonesian|international|iranian|irish|israeli|italian|jamaican|japanese|korean|kosher|latin american|
  lebanese|light bites|malaysian|mediterranean|mexican|middle eastern|modern american|modern eclectic|modern european|
  modern global|molecular gastronomy|mongolian|moroccan|nepalese|new zealand|north african|north american|north indian|
  northern european|norwegian|pakistani|panasian|persian|peruvian|polish|polynesian|portuguese|russian|scandinavian|
  scottish|seafood|singaporean|south african|south indian|spanish|sri lankan|steakhouse|swedish|swiss|thai|
  the americas|turkish|tuscan|vegan|vegetarian|venetian|vietnamese|welsh|afghan`;

/** Other names of cuisines. */
export const FOOD_WORDS: Readonly<Record<Value, string>> = {
  'asian oriental': 'asian|oriental|asian food',
  barbeque: 'barbecue|bbq',
  seafood: 'sea food|fish',
  gastropub: 'gastro pub|pub food|pub',
  mediterranean: 'mediteranean|mediterannean',
  corsica: 'corsican',
  portuguese: 'portugese',
  panasian: 'pan asian',
  'north american': 'american|americas',
  british: 'english',
};

/** What people type can be any word, so these are maps and not objects with inherited names. */
export const NUMBERS: ReadonlyMap<string, string> = new Map(
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map(
    (word, number) => [word, String(number)],
  ),
);

export const DAY_TIMES: ReadonlyMap<string, string> = new Map([
  ['noon', '12:00'],
  ['midday', '12:00'],
  ['midnight', '00:00'],
]);
