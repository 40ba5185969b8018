@echo off
rem The Label Print Manager from a source tree: builds itself when it must, then runs.
rem SBS_JAVA_OPTIONS adds options for the JVM, separated by spaces.
setlocal
call "%~dp0..\build\launch.cmd" "%~dp0.." lpm %*
exit /b %ERRORLEVEL%
