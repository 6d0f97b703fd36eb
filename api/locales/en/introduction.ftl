## To an employer, of somebody who has said yes to it: what the workplace does.

you-meet = You meet { $name }.
you-give-what-is-wanted = You give work that is wanted: { $what }.
you-give-as-own-tasks = You give these as tasks of their own: { $what }.
you-set-hours = You set the work at { $when }, in a position of { $least } to { $most } per cent.
you-arrange = You arrange { $what }.
you-have-somebody-beside = You have somebody beside them from the start at { $what }.
you-need-not-arrange = You need not arrange { $what }; it is in place.
you-are-reached = You expect the way to work to be { $how }.
you-build-on = You build on experience of { $what }.
