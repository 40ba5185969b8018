@echo off
rem Removes SBS from this machine; with "uninstall.cmd purge" also its settings and data. As administrator.
setlocal DisableDelayedExpansion
set "SBS_TO=%ProgramFiles%\SBS"
set "SBS_DATA=%ProgramData%\SBS"
set SBS_RUN="%SBS_TO%\runtime\bin\java.exe" -jar "%SBS_TO%\sbs-server.jar"
set SBS_PATH="%SBS_TO%\runtime\bin\java.exe" -cp "%SBS_TO%\sbs-server.jar" org.sbs.server.WindowsPathMain
set "SBS_KEY=HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment"

reg query "HKU\S-1-5-19" >nul 2>&1
if errorlevel 1 goto no_rights
if not exist "%SBS_TO%\sbs.cmd" goto gone
rem 69: no node runs.
%SBS_RUN% status --home "%SBS_DATA%" >nul 2>&1
if errorlevel 69 goto stopped
echo Stopping SBS; the other node takes over ...
%SBS_RUN% stop --home "%SBS_DATA%"
if errorlevel 1 goto not_stopped
:stopped
%SBS_RUN% service uninstall --home "%SBS_DATA%"
if errorlevel 1 goto not_stopped
%SBS_PATH% remove "%SBS_TO%"
:gone
reg delete "%SBS_KEY%" /v SBS_HOME /f >nul 2>&1
if /i not "%~1"=="purge" goto programs
if exist "%SBS_DATA%" rmdir /s /q "%SBS_DATA%"
:programs
echo SBS is removed.
rem This file may lie in the folder that goes: nothing may be read from it any more.
(rmdir /s /q "%SBS_TO%" 2>nul & exit /b 0)

:no_rights
>&2 echo This needs the rights of an administrator: right-click "Command Prompt", "Run as administrator".
exit /b 1
:not_stopped
>&2 echo SBS could not be stopped, and nothing was removed. The sentence above says why.
exit /b 1
