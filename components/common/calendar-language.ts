// The languages of calendars: imported where a calendar is, so that other pages do without.
import "dayjs/locale/de";
import "dayjs/locale/en-gb";
